/** Says which marks no longer stand where they say: those found again can be put there, those lost taken away. */
import type { Repaired } from "../../anchors/repair";
import { t } from "../../app/catalogue";
import type { Mark } from "./marks";

interface Props {
  readonly marks: readonly Mark[];
  readonly lost: ReadonlyMap<string, Repaired>;
  readonly onChange: (marks: Mark[]) => void;
}

export function Astray({ marks, lost, onChange }: Props) {
  const found = [...lost.values()].filter((one) => one.is === "moved").length;
  const gone = lost.size - found;
  if (!lost.size) return null;
  const place = () => {
    onChange(marks.map((mark) => (lost.get(mark.id)?.is === "moved" ? moved(mark, lost) : mark)));
  };
  return (
    <div className="marks-astray small" role="status">
      {found > 0 && (
        <p>
          {t("marks.found", { n: found })}{" "}
          <button type="button" className="button edge small" onClick={place}>
            {t("marks.place")}
          </button>
        </p>
      )}
      {gone > 0 && (
        <p>
          {t("marks.gone", { n: gone })}{" "}
          <button
            type="button"
            className="button edge small"
            onClick={() => onChange(marks.filter((mark) => lost.get(mark.id)?.is !== "lost"))}
          >
            {t("marks.takeAway")}
          </button>
        </p>
      )}
    </div>
  );
}

function moved(mark: Mark, lost: ReadonlyMap<string, Repaired>): Mark {
  return { ...mark, anchor: lost.get(mark.id)?.anchor ?? mark.anchor };
}
