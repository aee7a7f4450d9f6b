/** What differs between two versions, a sentence each. */
import { sentences, type Change } from "./sentences";
import { t } from "./words";

export function Changes({ changes, guidelines }: { changes: readonly Change[]; guidelines: boolean }) {
  if (!changes.length && !guidelines) return <p className="quiet">{t("builder.noChange")}</p>;
  return (
    <ul className="builder-changes">
      {changes.flatMap((one) =>
        sentences(one).map((words) => (
          <li key={one.pointer + one.what + words} dir="auto">
            {words}
          </li>
        )),
      )}
      {guidelines && <li>{t("builder.guidelinesChanged")}</li>}
    </ul>
  );
}
