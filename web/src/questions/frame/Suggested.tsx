/** What others proposed as the answer, and who: shown beside the question until it is answered, never taken as true. */
import type { Suggestion } from "../../api/shapes";
import { number, t } from "../../app/catalogue";
import { ActionKey } from "../../hotkeys/Keys";
import { usable } from "../../schema/envelopes";
import type { Posed } from "../../schema/kinds";

interface Props {
  readonly posed: Posed;
  readonly suggestions: readonly Suggestion[];
  readonly onTake: (suggestion: Suggestion) => void;
}

export function Suggested({ posed, suggestions, onTake }: Props) {
  const { type, question, context } = posed;
  return (
    <ul className="q-suggestions">
      {suggestions.map((one, at) => (
        <li key={at} className="small q-suggested">
          <span className="quiet">
            {one.agent ? t("work.suggestedBy", { agent: whoSaid(one) }) : t("work.suggested")}
          </span>
          {type && usable(posed, one.value) ? (
            <>
              <type.View question={question} context={context} value={one.value} />
              {one.score !== undefined && (
                <span className="quiet num" title={t("work.suggestedScore")}>
                  {number(one.score, { maximumFractionDigits: 2 })}
                </span>
              )}
              <button type="button" className="button small" onClick={() => onTake(one)}>
                {t("work.take")} {at === 0 && <ActionKey id="work.take" />}
              </button>
            </>
          ) : (
            <span className="quiet">{t("work.suggestedMisfit")}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function whoSaid({ agent, version }: Suggestion): string {
  return [agent, version].filter(Boolean).join(" ");
}
