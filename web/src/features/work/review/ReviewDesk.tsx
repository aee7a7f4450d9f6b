/** Reviewing and adjudicating: the record, everybody's answers in rows, and a decision by a key. */
import { useMemo, useState } from "react";

import type { Anchor } from "../../../anchors/anchor";
import { useLayer } from "../../../anchors/AnchorStage";
import type { Comment, Project, Verdict } from "../../../api/shapes";
import { t } from "../../../app/catalogue";
import { useHotkeys } from "../../../hotkeys/hotkeys";
import { ActionKey } from "../../../hotkeys/Keys";
import { lacks } from "../../../schema/answers";
import { RecordView } from "../RecordView";
import type { Task } from "../session";
import type { Desk } from "../useDesk";
import { agreed, answersOf, columnsOf, merged, places, returnable, rowsOf, suspects } from "./aligned";
import { AnswerTable } from "./AnswerTable";
import { Comments } from "./Comments";
import { ReasonPane } from "./ReasonPane";

import "./hotkeys";
import "./review.css";

interface Props {
  readonly project: Project;
  readonly task: Task;
  readonly desk: Desk;
  readonly kind: "review" | "adjudicate";
  readonly onDecide: (verdict: Verdict) => void;
  /** To the questions themselves, to fix or write an answer. */
  readonly onWrite: () => void;
  readonly onBack: () => void;
  readonly onSkip: () => void;
}

export function ReviewDesk({ project, task, desk, kind, onDecide, onWrite, onBack, onSkip }: Props) {
  const { spec } = project;
  const { assignment } = task;
  const columns = useMemo(() => columnsOf(assignment), [assignment]);
  const rows = useMemo(() => rowsOf(spec, assignment, columns), [spec, assignment, columns]);
  const [active, setActive] = useState(0);
  const [asking, setAsking] = useState<"return" | "reject" | "decide" | null>(null);
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const [commenting, setCommenting] = useState(false);
  const [added, setAdded] = useState<readonly Comment[]>([]);
  const [lack, setLack] = useState(false);
  const comments = [...(assignment.comments ?? []), ...added];
  const reviews = kind === "review";

  useLayer("review", {
    active: true,
    drawings: columns.flatMap(({ shown }, at) =>
      places(shown.answers).map((place) => ({
        id: `${shown.response}/${place.id}`,
        anchor: place.anchor as unknown as Anchor,
        tone: (at % 12) + 1,
        words: `${shown.person}: ${place.words}`,
      })),
    ),
    current: undefined,
    within: "",
    spans: true,
    elements: true,
    inParts: false,
    entries: [],
    take: t("review.comment"),
    onPick: (picked) => {
      setAnchor(picked);
      setCommenting(true);
      return null;
    },
    onChoose: () => undefined,
  });

  const last = Math.max(0, (reviews ? rows.length : rows.filter((row) => row.own).length) - 1);
  const step = (by: number) => () => setActive((was) => Math.max(0, Math.min(last, was + by)));
  const take = (at: number, column: number) => {
    const row = rows[at];
    const envelope = row?.cells[column]?.envelope;
    if (!row?.own || !envelope) return false;
    desk.answerAll([[row.one, envelope]], `take ${row.key}`);
    setActive(Math.min(last, at + 1));
  };
  const merge = () => {
    const row = rows[active];
    const whole = row && merged(row.cells);
    if (!row || !whole) return false;
    desk.answerAll([[row.one, whole]], `merge ${row.key}`);
    setActive(Math.min(last, active + 1));
  };
  const fix = () => {
    const own = answersOf(rows, columns.length - 1);
    if (reviews && !Object.keys(desk.answers).length) desk.answerAll(own, "fix");
    onWrite();
  };
  const decide = () => {
    // where all agree, what they say stands
    const same = rows.filter((row) => row.own && agreed(row));
    const open = same.filter((row) => lacks(row.one, desk.answers));
    if (open.length)
      desk.answerAll(
        open.map((row) => [row.one, agreed(row) ?? {}] as const),
        "agreed",
      );
    const settled = new Set(same.map((row) => row.key));
    const missing = desk.questions.find((one) => !settled.has(one.key) && lacks(one, desk.answers));
    setLack(Boolean(missing));
    if (!missing) return setAsking("decide");
    const at = rows.findIndex((row) => row.key === missing.key);
    if (at >= 0) setActive(at);
  };
  useHotkeys(
    "review",
    {
      "review.next": step(1),
      "review.previous": step(-1),
      "review.skip": onSkip,
      "review.back": onBack,
      "review.comment": () => setCommenting(true),
      ...(reviews
        ? {
            "review.approve": () => onDecide({ action: "approve" }),
            "review.return": () => setAsking("return"),
            "review.reject": () => setAsking("reject"),
            "review.fix": fix,
          }
        : {}),
    },
    { active: !asking, level: 20 },
  );
  useHotkeys(
    "adjudicate",
    {
      "judge.take": (press) => take(active, Number(press) - 1),
      "judge.merge": merge,
      "judge.write": fix,
      "judge.decide": decide,
    },
    { active: !asking && !reviews, level: 20 },
  );

  return (
    <div className="review-desk">
      {/* both parts scroll by themselves, so the keyboard must reach them */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="work-record" tabIndex={0} role="region" aria-label={t("work.record")}>
        <RecordView spec={spec} record={assignment.record} />
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="review-side" tabIndex={0} role="region" aria-label={t("review.answers")}>
        {(assignment.shown ?? [])
          .filter((one) => one.verdict)
          .map((one) => (
            <p key={one.response} className="small" dir="auto">
              <b>{one.person}</b> {one.stage}: {one.verdict?.action} {one.verdict?.reason} {one.verdict?.comment}
            </p>
          ))}
        <AnswerTable
          columns={columns}
          rows={rows}
          active={active}
          desk={desk}
          onActivate={setActive}
          {...(reviews ? {} : { onTake: take })}
        />
        <Comments
          project={project.name}
          record={assignment.record.id}
          comments={comments}
          anchor={anchor}
          response={columns.at(-1)?.shown.response}
          open={commenting}
          settles
          onAdded={(one) => setAdded((was) => [...was, one])}
          onClose={() => {
            setCommenting(false);
            setAnchor(null);
          }}
        />
      </div>
      {asking && (
        <ReasonPane
          action={asking}
          authors={returnable(columns).map(({ shown }) => shown)}
          wrong={suspects(returnable(columns), rows, columns)}
          onClose={() => setAsking(null)}
          onSend={(verdict) => onDecide(verdict)}
        />
      )}
      <footer className="work-bottom">
        <button type="button" className="button" onClick={onBack}>
          {t("work.back")} <ActionKey id="review.back" />
        </button>
        <button type="button" className="button" onClick={onSkip}>
          {t("work.skip")} <ActionKey id="review.skip" />
        </button>
        <button type="button" className="button" onClick={() => setCommenting(true)}>
          {t("review.comment")} <ActionKey id="review.comment" />
        </button>
        <span className="push small warn" role="status">
          {lack && t("review.openRows")}
        </span>
        {reviews ? (
          <>
            <button type="button" className="button edge" onClick={() => setAsking("reject")}>
              {t("review.reject")} <ActionKey id="review.reject" />
            </button>
            <button type="button" className="button edge" onClick={() => setAsking("return")}>
              {t("review.return")} <ActionKey id="review.return" />
            </button>
            <button type="button" className="button edge" onClick={fix}>
              {t("review.fix")} <ActionKey id="review.fix" />
            </button>
            <button type="button" className="button do" onClick={() => onDecide({ action: "approve" })}>
              {t("review.approve")} <ActionKey id="review.approve" />
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button edge" onClick={fix}>
              {t("review.write")} <ActionKey id="judge.write" />
            </button>
            <button type="button" className="button do" onClick={decide}>
              {t("review.decide")} <ActionKey id="judge.decide" />
            </button>
          </>
        )}
      </footer>
    </div>
  );
}
