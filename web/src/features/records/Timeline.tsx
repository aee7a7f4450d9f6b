/** A record's life, oldest first, in sentences: what was answered, why it moved, what was said about it. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { api, path } from "../../api/client";
import type { SuggestionEvent, Verdict } from "../../api/shapes";
import { number, t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";

import "./timeline.css";

interface Event {
  readonly at: string;
  readonly what: string;
  readonly stage: string | null;
  readonly cycle: number | null;
  readonly person: string | null;
  readonly response: string | null;
  readonly parent: string | null;
  readonly revision: number | null;
  readonly seconds: number | null;
  readonly verdict: Verdict | null;
  readonly suggestions: readonly SuggestionEvent[] | null;
  readonly to: string | null;
  readonly to_cycle: number | null;
  readonly why: Why | null;
  readonly comment: string | null;
  readonly anchor: { readonly quote?: string } | null;
  readonly severity: string | null;
  readonly owner: string | null;
  readonly due_at: string | null;
}

interface Why {
  readonly by: "condition" | "answers" | "otherwise" | "time" | "person" | "bound";
  readonly when?: string;
  readonly saw?: Readonly<Record<string, unknown>>;
  readonly comment?: string;
}

interface Props {
  readonly project: string;
  readonly record: string;
  /** What a response said. */
  readonly said: (response: string) => ReactNode;
}

export function Timeline({ project, record, said }: Props) {
  const life = useQuery({
    queryKey: ["project", project, "record", record, "timeline"],
    queryFn: ({ signal }) =>
      api.get<{ events: Event[] }>(path("/projects/", project, "/records/", record, "/timeline"), { signal }),
  });
  if (life.error) return <ProblemBox error={life.error} onRetry={() => void life.refetch()} />;
  if (!life.data) return <Skeleton lines={6} />;
  return (
    <ol className="timeline life">
      {life.data.events.map((event, at) => (
        <li key={at} data-what={event.what} className={`life-${event.what}`}>
          <div dir="auto">
            <Words event={event} />{" "}
            <span className="quiet small num">
              {when(event.at)}
              {event.seconds != null && (
                <> · {t("record.seconds", { n: number(event.seconds, { maximumFractionDigits: 1 }) })}</>
              )}
            </span>
          </div>
          <Why event={event} />
          <Suggestions events={event.suggestions ?? []} />
          {event.response && event.what !== "comment" && said(event.response)}
        </li>
      ))}
    </ol>
  );
}

const ACTIONS = {
  approve: "life.approve",
  reject: "life.reject",
  return: "life.return",
  fix: "life.fix",
  decide: "life.decide",
} as const;

function Words({ event }: { event: Event }) {
  const places = {
    person: event.person ?? "",
    stage: event.stage ?? "",
    round: (event.cycle ?? 0) + 1,
    to: event.to ?? "",
    severity: event.severity ?? "",
    owner: event.owner ?? "",
    due: event.due_at ? when(event.due_at) : "",
  };
  const again = event.cycle ? ` (${t("review.round", { n: event.cycle + 1 })})` : "";
  switch (event.what) {
    case "added":
      return t("life.added");
    case "answer":
      return t(event.verdict ? ACTIONS[event.verdict.action] : "life.answer", places) + again;
    case "revision":
      return t("life.revision", { ...places, n: event.revision ?? 0 }) + again;
    case "stands":
      return t("life.stands", places) + again;
    case "move":
      return (
        <b>
          {event.stage} → {event.to}
          {event.to_cycle ? ` (${t("review.round", { n: event.to_cycle + 1 })})` : ""}
        </b>
      );
    case "comment":
      return (
        <>
          <b>{event.person}</b>: {event.anchor?.quote && <q>{event.anchor.quote}</q>} {event.comment}
        </>
      );
    case "escalated":
    case "reminded":
    case "overdue":
    case "decided":
      return t(`life.${event.what}`, places);
    default:
      return event.what;
  }
}

/** What the person did with suggestions on the way to the answer. */
function Suggestions({ events }: { events: readonly SuggestionEvent[] }) {
  if (!events.length) return null;
  return (
    <ul className="small quiet">
      {events.map((one, at) => {
        const what = [one.question, one.element].filter(Boolean).join(" / ");
        const after = number(one.after, { maximumFractionDigits: 0 });
        return (
          <li key={at}>
            {t(`life.${one.did}`, { what, after, by: [one.agent, one.version].filter(Boolean).join(" ") })}
          </li>
        );
      })}
    </ul>
  );
}

/** Why it moved, or why a reviewer decided so. */
function Why({ event }: { event: Event }) {
  const { why, verdict } = event;
  if (verdict && (verdict.reason || verdict.comment)) {
    return (
      <div className="small" dir="auto">
        {[verdict.reason, verdict.comment].filter(Boolean).join(": ")}
      </div>
    );
  }
  if (!why) return null;
  const saw = Object.entries(why.saw ?? {}).map(([name, value]) => `${name} = ${String(value)}`);
  return (
    <div className="small quiet" dir="auto">
      {t(`life.by.${why.by}`, { person: event.person ?? "" })}
      {why.when && (
        <>
          {" "}
          <code>{why.when}</code>
        </>
      )}
      {saw.length > 0 && <> ({saw.join(", ")})</>}
      {why.comment && <> “{why.comment}”</>}
    </div>
  );
}
