/** One record: what people see, where it is, and everything that was said about it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import type { Comment, Envelope, Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { said } from "../insight/said";
import { Comments } from "../work/review/Comments";
import { Timeline } from "./Timeline";
import "../insight/lead.css";
import "../work/review/review.css";

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
  readonly record: { readonly id: string; readonly values: Readonly<Record<string, Json>> };
  readonly places: readonly {
    readonly stage: string;
    readonly cycle: number;
    readonly state: string;
    readonly answered: number;
    readonly overlap: number;
  }[];
  readonly responses: readonly Response[];
  readonly comments: readonly Comment[];
}

function one(envelope: Envelope): string {
  const words = envelope.na ?? said(envelope.value);
  return envelope.why ? `${words} (${envelope.why})` : words;
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
function Talk(props: { project: string; record: string; comments: readonly Comment[]; onAdded: () => void }) {
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

export function Component() {
  const { name = "", id = "" } = useParams();
  const whole = useQuery({
    queryKey: ["project", name, "record", id],
    queryFn: ({ signal }) => api.get<Whole>(path("/projects/", name, "/records/", id), { signal }),
  });
  if (whole.isPending) {
    return (
      <div className="page lead-page">
        <Skeleton />
      </div>
    );
  }
  if (whole.error) {
    return (
      <div className="page lead-page">
        <ProblemBox error={whole.error} onRetry={() => void whole.refetch()} />
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
      <Talk project={name} record={record.id} comments={comments} onAdded={() => void whole.refetch()} />
      <section aria-labelledby="places">
        <h2 id="places">{t("record.places")}</h2>
        <ul className="plain">
          {places.map((place) => (
            <li key={`${place.stage}/${place.cycle}`}>
              {place.stage}{" "}
              <span className="quiet num">
                {t("records.answered", { answered: place.answered, overlap: place.overlap })}
              </span>{" "}
              <span className="quiet">{place.state}</span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="values">
        <h2 id="values">{t("record.values")}</h2>
        {Object.entries(record.values).map(([field, value]) => (
          <div key={field}>
            <p className="name">{field}</p>
            {typeof value === "string" ? (
              <p className="read" dir="auto">
                {value}
              </p>
            ) : (
              // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
              <pre className="plain-json" tabIndex={0} dir="auto">
                {JSON.stringify(value, null, 2)}
              </pre>
            )}
          </div>
        ))}
      </section>
    </div>
  );
}
