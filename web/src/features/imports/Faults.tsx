/** Rows that were or would be refused: where, why, and the known word that was probably meant. */
import { number, t } from "../../app/catalogue";
import type { Lost } from "./imports";

export function Faults({ faults }: { faults: readonly Lost[] }) {
  if (faults.length === 0) return null;
  return (
    // it scrolls by itself, so it must be reachable by keyboard
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="import-faults" tabIndex={0} role="region" aria-label={t("import.faults")}>
      <ul className="plain small">
        {faults.map((one, at) => (
          <li key={at}>
            <span className="num">{t("import.row", { file: one.file, n: number(one.row) })}</span>{" "}
            {one.id && <span dir="auto">{one.id} </span>}
            {one.pointer && <code>{one.pointer}</code>} <span dir="auto">{one.message}</span>
            {one.nearest && <> {t("import.meant", { word: one.nearest })}</>}
          </li>
        ))}
      </ul>
    </div>
  );
}
