/** Beside the steps: what the run was for, what it remembered, and every step in a line. */
import { useMemo } from "react";
import { Virtuoso } from "react-virtuoso";

import { number, t } from "../../app/catalogue";
import { Prose } from "../content/Prose";
import { ledger, type Fact } from "./ledger";
import { failed, type Run } from "./steps";
import { totals, type Placed } from "./tree";
import { costWords, kindWords, timeWords, tokenWords } from "./words";

interface Props {
  readonly run: Run;
  readonly placed: readonly Placed[];
  readonly onGo: (index: number) => void;
}

/** Beyond this many lines only those in view are in the page. */
const MANY = 150;

export function Rail({ run, placed, onGo }: Props) {
  const facts = useMemo(() => ledger(run.steps), [run]);
  const sum = useMemo(() => totals(run.steps, failed), [run]);
  const figures = [
    t("fields.steps", { n: run.steps.length }),
    sum.failed ? t("fields.failures", { n: sum.failed }) : "",
    sum.seconds !== null ? timeWords(sum.seconds) : "",
    sum.tokensIn + sum.tokensOut > 0 ? tokenWords({ in: sum.tokensIn, out: sum.tokensOut }) : "",
    sum.cost !== null ? costWords(sum.cost) : "",
  ].filter(Boolean);
  return (
    <aside className="run-rail" aria-label={t("fields.outline")}>
      <p className="small quiet num">{figures.join(" · ")}</p>
      {run.goals && run.goals.length > 0 && (
        <section>
          <h3 className="name">{t("fields.goals")}</h3>
          <ul className="rail-list">
            {run.goals.map((goal, at) => (
              <li key={at}>
                <Prose text={goal} format="plain" fold={2} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {facts.length > 0 && (
        <section>
          <h3 className="name">{t("fields.memory")}</h3>
          <ul className="rail-list">
            {facts.map((fact, at) => (
              <FactLine key={at} fact={fact} onGo={onGo} />
            ))}
          </ul>
        </section>
      )}
      <Outline placed={placed} onGo={onGo} />
    </aside>
  );
}

function FactLine({ fact, onGo }: { fact: Fact; onGo: (index: number) => void }) {
  const places = (indices: readonly number[]) =>
    indices.map((index) => (
      <button
        key={index}
        type="button"
        className="link num"
        aria-label={t("fields.toStep", { n: index + 1 })}
        onClick={() => onGo(index)}
      >
        {number(index + 1)}
      </button>
    ));
  return (
    <li>
      <span dir="auto">{fact.words || t("work.emptyText")}</span>
      <span className="small quiet rail-places">
        {fact.written.length > 0 ? (
          <>
            {t("fields.written")} {places(fact.written)}
          </>
        ) : (
          t("fields.readOnly")
        )}
        {" · "}
        {fact.read.length > 0 ? (
          <>
            {t("fields.readAt")} {places(fact.read)}
          </>
        ) : (
          t("fields.neverRead")
        )}
      </span>
    </li>
  );
}

function Outline({ placed, onGo }: Pick<Props, "placed" | "onGo">) {
  const line = (one: Placed) => (
    <button
      type="button"
      className={`outline-line depth-${one.depth}${failed(one.step) ? " failed" : ""}`}
      onClick={() => onGo(one.index)}
    >
      <span className="num quiet">{number(one.index + 1)}</span>
      <span className="outline-words">{one.step.tool ?? one.step.agent ?? ""}</span>
      <span className="small quiet">{kindWords(one.step.kind)}</span>
      {failed(one.step) && <span className="bad small">{t("fields.failed")}</span>}
    </button>
  );
  return (
    <section className="rail-outline">
      <h3 className="name">{t("fields.outline")}</h3>
      {placed.length > MANY ? (
        <div className="outline-long">
          <Virtuoso data={placed} fixedItemHeight={28} itemContent={(_, one) => line(one)} />
        </div>
      ) : (
        <ol className="outline">
          {placed.map((one) => (
            <li key={one.index}>{line(one)}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
