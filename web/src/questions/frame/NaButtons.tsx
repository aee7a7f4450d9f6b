/** "Does not apply" and "cannot tell", where the question allows them. */
import type { Na } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ActionKey } from "../../hotkeys/Keys";
import type { Question } from "../../schema/kinds";

interface Props {
  readonly question: Question;
  readonly na: Na | undefined;
  readonly onNa: (na: Na) => void;
}

export function NaButtons({ question, na, onNa }: Props) {
  const button = (one: Na, action: string, words: string) => (
    <button type="button" aria-pressed={na === one} className={na === one ? "opt on" : "opt"} onClick={() => onNa(one)}>
      <ActionKey id={action} />
      {words}
    </button>
  );
  return (
    <>
      {question.allow_na && button("not_applicable", "work.na", t("work.notApplicable"))}
      {question.allow_cannot_assess && button("cannot_assess", "work.cannot", t("work.cannotAssess"))}
    </>
  );
}
