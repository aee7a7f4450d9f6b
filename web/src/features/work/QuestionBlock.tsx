/** One question of one element on the desk. */
import type { Fault } from "../../api/shapes";
import { Folded } from "../../questions/frame/Folded";
import { Frame } from "../../questions/frame/Frame";
import { given, type Asked } from "../../schema/answers";
import { faultsUnder } from "../../schema/faults";
import { hiddenSuggestions, openSuggestions } from "./suggestions";
import type { Desk } from "./useDesk";

interface Props {
  readonly one: Asked;
  readonly desk: Desk;
  readonly faults: readonly Fault[];
  /** What is said of it after a try to submit. */
  readonly lack: string | null;
  readonly tried: number;
  /** Whether it stands under an element, which says what it is about. */
  readonly compact?: boolean;
  /** Whether only a line of it is shown while it is not the active question. */
  readonly folds?: boolean;
}

export function QuestionBlock({ one, desk, faults, lack, tried, compact, folds }: Props) {
  const active = desk.active === one.key;
  const envelope = given(one, desk.answers);
  const { question, element } = one;
  const shared = {
    posed: one,
    at: one.key,
    envelope,
    lack,
    faults: faultsUnder(faults, "answers", question.name, ...(question.each ? [element] : [])),
    onActivate: () => desk.activate(one.key),
  };
  if (folds && !active) return <Folded {...shared} />;
  return (
    <Frame
      {...shared}
      active={active}
      tried={tried}
      suggestions={openSuggestions(one, envelope, desk.events)}
      hidden={hiddenSuggestions(one, envelope, desk.events)}
      onOpen={() => desk.note(one, "opened")}
      onTaken={(suggestion) => desk.note(one, "taken", suggestion)}
      {...(compact && element ? { about: element } : {})}
      onEnvelope={(next, done) => desk.answer(one, next, done)}
    />
  );
}
