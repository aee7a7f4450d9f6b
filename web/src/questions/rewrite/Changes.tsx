/** What changed in a text, word by word: what came is underlined, what went is struck. */
import { t } from "../../app/catalogue";
import { counted } from "./changes";
import { useChanges } from "./useChanges";

interface Props {
  readonly before: string;
  readonly after: string;
  readonly lang: string | undefined;
}

export function Changes({ before, after, lang }: Props) {
  const changes = useChanges(before, after, lang);
  if (!changes) return <p className="small quiet">{t("work.comparing")}</p>;
  const { added, removed } = counted(changes, lang);
  return (
    <div className="changes">
      <p className="small quiet num" role="status">
        {before === after ? t("work.unchanged") : t("work.changedWords", { added, removed })}
      </p>
      {before !== after && (
        // it scrolls by itself, so it must be reachable by keyboard
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="changes-text" dir="auto" lang={lang} tabIndex={0} role="region" aria-label={t("work.changes")}>
          {changes.map((one, at) =>
            one.kind === "added" ? (
              <ins key={at}>{one.text}</ins>
            ) : one.kind === "removed" ? (
              <del key={at}>{one.text}</del>
            ) : (
              <span key={at}>{one.text}</span>
            ),
          )}
        </div>
      )}
    </div>
  );
}
