/** The state of one record on the desk: answers with undo, the active question, the draft, active time. */
import { useCallback, useEffect, useMemo, useState } from "react";

import type { Answers, Envelope, Spec, Suggestion, SuggestionEvent } from "../../api/shapes";
import { asked, withAnswer, withAnswers, type Asked } from "../../schema/answers";
import { ActiveClock } from "./activeClock";
import { AfterPaint } from "./afterPaint";
import { redo, start, step, undo, type History } from "./history";
import { inOrder, nextLacking } from "./order";
import type { Draft, Saved, Task, WorkSession } from "./session";
import { prefilled, withEvent } from "./suggestions";

const SAVE_AFTER = 1_200;
const RETRY_AFTER = 5_000;

/** Where drafts are kept. */
export type Keeping = Pick<WorkSession, "draft" | "keep" | "save">;

export interface Desk {
  readonly questions: readonly Asked[];
  readonly answers: Answers;
  readonly active: string | undefined;
  readonly saved: Saved | "saving";
  readonly activate: (key: string | undefined) => void;
  readonly answer: (one: Asked, envelope: Envelope | undefined, done?: boolean) => void;
  /** Several answers at once, of which the last is the active one; those of one `stroke` are taken back together. */
  readonly answerAll: (given: readonly (readonly [Asked, Envelope])[], stroke: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly seconds: () => number;
  /** What was done with suggestions, and what notes more of it. */
  readonly events: readonly SuggestionEvent[];
  readonly note: (one: Asked, did: SuggestionEvent["did"], of?: Suggestion) => void;
}

/** Answers to begin with: the draft, else what suggestions fill in beforehand. */
function beginning(spec: Spec, task: Task, session: Keeping): Draft & { readonly filled?: boolean } {
  const draft = session.draft(task);
  if (draft) return draft;
  const answers = prefilled(spec, task.assignment);
  return { answers, active_seconds: 0, filled: Object.keys(answers).length > 0 };
}

export function useDesk(spec: Spec, task: Task, session: Keeping): Desk {
  const { record, stage, earlier } = task.assignment;
  const [first] = useState(() => beginning(spec, task, session));
  const [history, setHistory] = useState<History<Answers>>(() => start(first.answers));
  const answers = history.now;
  const questions = useMemo(
    () => inOrder(asked(spec, stage, record, answers, earlier)),
    [spec, stage, record, answers, earlier],
  );
  const [chosen, setChosen] = useState<string | undefined>(
    () =>
      questions.find((one) => task.faults.some((fault) => pointsAt(fault.pointer, one)))?.key ??
      // what was filled in beforehand is looked at from the first question on
      (first.filled ? questions[0]?.key : undefined),
  );
  const active =
    questions.find((one) => one.key === chosen)?.key ??
    nextLacking(questions, answers, undefined)?.key ??
    questions[0]?.key;
  const seconds = useActiveTime(first.active_seconds);
  const [events, setEvents] = useState<readonly SuggestionEvent[]>(first.events ?? []);
  const changed = history.past.length > 0 || events.length > (first.events?.length ?? 0);
  const saved = useDraft(task, session, answers, events, changed, seconds);
  const note = useCallback<Desk["note"]>(
    (one, did, of) => setEvents((was) => withEvent(was, one, did, seconds(), of)),
    [seconds],
  );

  const answer = useCallback(
    (one: Asked, envelope: Envelope | undefined, done?: boolean) => {
      const next = withAnswer(answers, one, envelope);
      const writing = typeof envelope?.value === "string" && !done;
      setHistory((was) => step(was, next, writing || envelope?.why ? `write:${one.key}` : ""));
      if (!done) return setChosen(one.key);
      const after = inOrder(asked(spec, stage, record, next, earlier));
      setChosen((nextLacking(after, next, one.key) ?? one).key);
    },
    [answers, spec, stage, record, earlier],
  );
  const answerAll = useCallback<Desk["answerAll"]>((given, stroke) => {
    // a fast hand is ahead of what is shown: from what is known now, not from what was
    setHistory((was) => step(was, withAnswers(was.now, given), stroke));
    setChosen(given.at(-1)?.[0].key);
  }, []);
  return {
    questions,
    answers,
    active,
    saved,
    activate: setChosen,
    answer,
    answerAll,
    undo: () => setHistory(undo),
    redo: () => setHistory(redo),
    seconds,
    events,
    note,
  };
}

/** Whether a fault's pointer is about this question (and element). */
export function pointsAt(pointer: string, one: Asked): boolean {
  const [, root, question, element] = pointer.split("/").map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
  if (root !== "answers" || question !== one.question.name) return false;
  return !one.question.each || element === undefined || element === one.element;
}

function useActiveTime(already: number): () => number {
  const [clock] = useState(() => new ActiveClock(already, Date.now()));
  useEffect(() => {
    const input = () => clock.input(Date.now());
    const sight = () => (document.visibilityState === "hidden" ? clock.hide(Date.now()) : input());
    const events = ["keydown", "pointerdown", "pointermove", "wheel", "scroll"] as const;
    for (const event of events) window.addEventListener(event, input, { passive: true, capture: true });
    document.addEventListener("visibilitychange", sight);
    return () => {
      for (const event of events) window.removeEventListener(event, input, { capture: true });
      document.removeEventListener("visibilitychange", sight);
    };
  }, [clock]);
  return useCallback(() => clock.seconds(Date.now()), [clock]);
}

/** Keeps every change in this browser as soon as it is painted, and saves it on the server soon after; again, while it can't be reached. */
function useDraft(
  task: Task,
  session: Keeping,
  answers: Answers,
  events: readonly SuggestionEvent[],
  changed: boolean,
  seconds: () => number,
): Desk["saved"] {
  const [saved, setSaved] = useState<{ readonly of: Answers; readonly how: Desk["saved"] }>({
    of: answers,
    how: "saved",
  });
  const [keeping] = useState(() => new AfterPaint());
  useEffect(() => keeping.watch(), [keeping]);
  useEffect(() => {
    if (!changed) return;
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draft = (): Draft => ({ answers, active_seconds: seconds(), ...(events.length ? { events } : {}) });
    const save = async () => {
      const how = await session.save(task, draft());
      if (ended) return;
      setSaved({ of: answers, how });
      if (how === "offline") timer = setTimeout(() => void save(), RETRY_AFTER);
    };
    keeping.next(() => session.keep(task, draft()));
    timer = setTimeout(() => void save(), SAVE_AFTER);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [task, session, answers, events, changed, seconds, keeping]);
  return saved.of === answers ? saved.how : "saving";
}
