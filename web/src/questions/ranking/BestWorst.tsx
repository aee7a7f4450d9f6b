/** Only the best and the worst: the first digit is the best, the second the worst. */
import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { KeyCap } from "../../hotkeys/Keys";
import type { WidgetProps } from "../../schema/kinds";
import { letter } from "../preference/scale";
import type { Ends } from "./moves";

export function BestWorst({ context, value, active, labelledBy, onChange }: WidgetProps<Json>) {
  const ends = (value ?? {}) as Ends;
  const ids = context.of.map((one) => one.id);
  const put = (end: "best" | "worst", id: string) => {
    const other = end === "best" ? "worst" : "best";
    const next: Ends = { ...ends, [end]: id };
    if (next[other] === id) delete next[other];
    onChange(next as Json, next.best !== undefined && next.worst !== undefined);
  };
  const byKey = (press: string) => {
    const id = ids[Number(press) - 1];
    if (id === undefined) return false;
    put(ends.best === undefined || (ends.worst !== undefined && id !== ends.worst) ? "best" : "worst", id);
  };
  useHotkeys("question:ranking", { "ranking.rank": byKey }, { active, level: 20 });
  return (
    <table className="ends" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <th scope="col">
            <span className="hidden">{t("work.candidate")}</span>
          </th>
          <th scope="col">{t("work.best")}</th>
          <th scope="col">{t("work.worst")}</th>
        </tr>
      </thead>
      <tbody>
        {context.of.map((one, at) => (
          <tr key={one.id}>
            <th scope="row">
              <KeyCap press={String(at + 1)} /> {letter(at)}
            </th>
            {(["best", "worst"] as const).map((end) => (
              <td key={end}>
                <input
                  type="radio"
                  name={`${labelledBy}-${end}`}
                  checked={ends[end] === one.id}
                  aria-label={t(end === "best" ? "work.isBest" : "work.isWorst", { name: letter(at) })}
                  onChange={() => put(end, one.id)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
