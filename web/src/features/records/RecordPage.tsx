/** One record: what people see, where it is, and everything that was said about it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import { projectQuery } from "../../api/queries";
import type { Comment, Envelope, RecordShape, Shown } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { said } from "../insight/said";
import { entries } from "../work/review/aligned";
import { Comments } from "../work/review/Comments";
import { Beside } from "./Beside";
import { Places, type Place } from "./Places";
import { Timeline } from "./Timeline";
import "../../parts/page.css";
import "../work/review/review.css";
import "./timeline.css";

interface Response {
  readonly response: string;
  readonly person: string;
  readonly stage: string;
  readonly cycle: number;
  readonly revision: number;
  readonly latest: boolean;
  readonly surplus?: boolean;
  readonly answers: Readonly<Record<string, Envelope | Readonly<Record<string, Envelope>>>>;
  readonly active_seconds: number | null;
  readonly submitted_at: string;
}

interface Whole {
  readonly record: RecordShape;
  readonly places: readonly Place[];
  readonly responses: readonly Response[];
  readonly comments: readonly Comment[];
}

function one(envelope: Envelope): string {
  const words = envelope.na ?? listed(envelope) ?? said(envelope.value);
  return envelope.why ? `${words} (${envelope.why})` : words;
}

/** Marks and items: what each is about, and what was said of it. */
function listed({ value }: Envelope): string | null {
  const parts = entries(value);
  if (!parts.length) return null;
  return parts
    .map(({ quote, words, inner }) => [quote ? `“${quote}”` : "", words, inner].filter(Boolean).join(" · "))
    .join("; ");
}

function isEnvelope(given: object): given is Envelope {
  return "value" in given || "na" in given;
}

function Answer({ given }: { given: Envelope | Readonly<Record<string, Envelope>> }) {
  if (isEnvelope(given)) return <>{one(given)}</>;
  return (
    <>
      {Object.entries(given)
        .map(([element, envelope]) => `${element}: ${one(envelope)}`)
        .join("; ")}
    </>
  );
}

function Said({ response }: { response: Response }) {
  return (
    <div className={response.latest ? "life-said" : "life-said old"}>
      {(!response.latest || response.surplus) && (
        <span className="quiet small">
          {!response.latest && t("record.replaced")} {response.surplus && t("record.surplus")}
        </span>
      )}
      {Object.entries(response.answers).map(([question, given]) => (
        <div key={question} dir="auto">
          <span className="quiet">{question}</span> <Answer given={given} />
        </div>
      ))}
    </div>
  );
}

/** Threads of comments, to answer, to settle and to begin. */
function Talk(props: {
  project: string;
  record: string;
  comments: readonly Comment[];
  onAdded: () => Promise<unknown>;
}) {
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="talk">
      <h2 id="talk">{t("review.comments")}</h2>
      {props.comments.length === 0 && !open && <p className="quiet">{t("record.noComments")}</p>}
      <Comments {...props} open={open} settles onClose={() => setOpen(false)} />
      {!open && (
        <p>
          <button type="button" className="button edge" onClick={() => setOpen(true)}>
            {t("review.comment")}
          </button>
        </p>
      )}
    </section>
  );
}

/** What counts now: everybody's last answers; who only judged others' said nothing of the record. */
function peopleOf(responses: readonly Response[]): Shown[] {
  return responses.filter((one) => one.latest && !one.surplus && Object.keys(one.answers).length > 0);
}

export function Component() {
  const { name = "", id = "" } = useParams();
  const whole = useQuery({
    queryKey: ["project", name, "record", id],
    queryFn: ({ signal }) => api.get<Whole>(path("/projects/", name, "/records/", id), { signal }),
  });
  const project = useQuery(projectQuery(name));
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const people = useMemo(() => peopleOf(whole.data?.responses ?? []), [whole.data]);
  if (whole.isPending) {
    return (
      <div className="page lead-page">
        <Skeleton />
      </div>
    );
  }
  if (whole.error ?? project.error) {
    return (
      <div className="page lead-page">
        <ProblemBox error={whole.error ?? project.error} onRetry={() => void whole.refetch()} />
      </div>
    );
  }
  const { record, places, responses, comments } = whole.data;
  return (
    <div className="page lead-page">
      <p>
        <Link to={`/p/${encodeURIComponent(name)}/records`}>{t("record.back")}</Link>
      </p>
      <h1>{record.id}</h1>
      <section aria-labelledby="said">
        <h2 id="said">{t("record.said")}</h2>
        {project.data ? <Beside spec={project.data.spec} record={record} people={people} /> : <Skeleton lines={8} />}
      </section>
      <section aria-labelledby="timeline">
        <h2 id="timeline">{t("record.timeline")}</h2>
        {responses.length === 0 && <p className="quiet">{t("record.noResponses")}</p>}
        <Timeline
          project={name}
          record={id}
          said={(number) => {
            const response = responses.find((one) => one.response === number);
            return response && <Said response={response} />;
          }}
        />
      </section>
      <Talk project={name} record={record.id} comments={comments} onAdded={() => whole.refetch()} />
      <Places
        project={name}
        record={record.id}
        places={places}
        stages={atLeast(project.data?.role, "lead") ? project.data?.spec.stages : undefined}
        onSent={() => client.invalidateQueries({ queryKey: ["project", name] })}
      />
      <section>
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t("record.data")}</summary>
          {open && (
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
            <pre className="plain-json" tabIndex={0} dir="auto">
              {JSON.stringify(record, null, 2)}
            </pre>
          )}
        </details>
      </section>
    </div>
  );
}
