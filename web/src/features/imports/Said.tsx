/** What comes along with records: responses of people, what found no question, what had to be repaired. */
import { t } from "../../app/catalogue";
import type { Kept } from "./imports";

interface Props {
  readonly responses: number;
  readonly kept: readonly Kept[];
  readonly mended: Readonly<Record<string, number>>;
}

export function Said({ responses, kept, mended }: Props) {
  const repaired = Object.entries(mended);
  if (!responses && kept.length === 0 && repaired.length === 0) return null;
  return (
    <ul className="plain small quiet">
      {responses > 0 && <li>{t("import.withResponses", { n: responses })}</li>}
      {repaired.map(([what, n]) => (
        <li key={what}>{t("import.mended", { what: what.replaceAll("-", " "), n })}</li>
      ))}
      {kept.map((one, at) => (
        <li key={at}>{t("import.kept", { n: one.count, what: one.what, question: one.question, why: one.why })}</li>
      ))}
    </ul>
  );
}
