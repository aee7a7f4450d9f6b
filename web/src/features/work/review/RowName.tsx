/** What a row of answers is about, how people are called above their columns, and the headings between rows. */
import { t } from "../../../app/catalogue";
import { titleOf } from "../../../questions/frame/titles";
import type { Row } from "./aligned";

/** A pseudonym by its first letters; the whole one is there for who points at it. */
export function Name({ person }: { person: string }) {
  const [short] = /^an-[0-9a-f]{4}(?=[0-9a-f]{8}$)/.exec(person) ?? [person];
  return (
    <span title={short === person ? undefined : person} dir="auto">
      {short}
    </span>
  );
}

/** The element in two lines under its question's heading, or the question itself. */
export function RowName({ row: { one } }: { row: Row }) {
  const title = titleOf(one.question);
  if (!one.element) return <>{title}</>;
  const words = String(one.part?.text ?? one.part?.label ?? one.element);
  return (
    <>
      <span className="hidden">{title}: </span>
      <span className="review-element" title={words}>
        {words.slice(0, 200)}
      </span>
    </>
  );
}

/** Above the first row in which all agree, and above the elements of a question. */
export function Headings({ rows, at, span }: { rows: readonly Row[]; at: number; span: number }) {
  const row = rows[at];
  const before = rows[at - 1];
  if (!row) return null;
  const turns = row.cells.length > 1 && !row.differs && (!before || before.differs || before.own !== row.own);
  const begins = row.one.element && (turns || before?.one.question.name !== row.one.question.name);
  const same = turns ? rows.filter((one) => !one.differs && one.own === row.own).length : 0;
  return (
    <>
      {turns && (
        <tr className="review-turn">
          <th colSpan={span} scope="colgroup">
            {t("review.alike", { n: same })}
          </th>
        </tr>
      )}
      {begins && (
        <tr className={row.differs ? "review-group differs" : "review-group"}>
          <th colSpan={span} scope="colgroup" dir="auto">
            {titleOf(row.one.question)}
          </th>
        </tr>
      )}
    </>
  );
}
