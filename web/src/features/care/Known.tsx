/** A known answer beside a person's: a verdict in a word and a mark, what was said, what is right, and why. */
import type { Envelope, Json, Spec } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { Prose } from "../../fields/content/Prose";
import { titleOf } from "../../questions/frame/titles";
import { questionType } from "../../questions/registry";
import { bareContext } from "../../schema/bare";
import type { Context, Question } from "../../schema/kinds";
import "../work/content.css";

export interface Part {
  readonly question: string;
  readonly element: string;
  readonly score: number | null;
  readonly verdict: "right" | "partly" | "wrong" | "none";
  readonly why: string;
  readonly right: Envelope & { readonly also?: readonly Json[] };
  readonly given: Envelope;
}

const MARK = { right: "✓", partly: "◐", wrong: "✗", none: "–" } as const;
const WORD = { right: "exam.right", partly: "exam.partly", wrong: "exam.wrong", none: "exam.noVote" } as const;

interface Props {
  readonly spec: Spec;
  readonly part: Part;
  /** The question with its record, where that is at hand. */
  readonly context?: Context | undefined;
}

export function Known({ spec, part, context }: Props) {
  const definition = spec.questions[part.question];
  if (!definition) return null;
  const question: Question = { ...definition, name: part.question };
  const shared = { question, context: context ?? bareContext() };
  return (
    <div className={`known ${part.verdict}`}>
      <p className="known-head">
        <span className="known-mark" aria-hidden="true">
          {MARK[part.verdict]}
        </span>
        <b dir="auto">{titleOf(question)}</b>
        {part.element && <span className="quiet">{part.element}</span>}
        <span className="known-word">{say(WORD[part.verdict])}</span>
      </p>
      <dl>
        <dt>{say("exam.yours")}</dt>
        <dd>
          <Answer {...shared} given={part.given} />
        </dd>
        {part.verdict !== "right" && (
          <>
            <dt>{say("exam.known")}</dt>
            <dd>
              <Answer {...shared} given={part.right} />
              {part.right.also?.map((value, at) => (
                <span key={at}>
                  {" "}
                  <span className="quiet">{say("exam.also")}</span> <Answer {...shared} given={{ value }} />
                </span>
              ))}
              {typeof question.tolerance === "number" && (
                <span className="quiet"> {say("exam.near", { count: question.tolerance })}</span>
              )}
            </dd>
          </>
        )}
      </dl>
      {part.why && (
        <div className="known-why" dir="auto">
          <Prose text={part.why} format="markdown" />
        </div>
      )}
    </div>
  );
}

function Answer({ question, context, given }: { question: Question; context: Context; given: Envelope }) {
  if (given.na) return <>{t(given.na === "not_applicable" ? "work.notApplicable" : "work.cannotAssess")}</>;
  if (given.value === undefined) return <span className="quiet">{say("exam.nothing")}</span>;
  const type = questionType(question.type);
  if (!type) return <>{JSON.stringify(given.value)}</>;
  return <type.View question={question} context={context} value={given.value} />;
}
