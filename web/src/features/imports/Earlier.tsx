/** The imports before: what they brought, and the rows that they refused, as long as those are kept. */
import { number, t, when } from "../../app/catalogue";
import type { Job } from "../jobs/job";
import { filesOf } from "./ImportPage";
import type { Result } from "./imports";
import { Refused } from "./Report";

export function Earlier({ name, jobs }: { name: string; jobs: readonly Job[] }) {
  return (
    <section aria-labelledby="import-before">
      <h2 id="import-before">{t("import.before")}</h2>
      <ul className="plain import-before">
        {jobs.map((job) => (
          <li key={job.id}>
            <b dir="auto">{filesOf(job)}</b>{" "}
            <span className="quiet small">
              {when(job.started_at)}
              {job.person && ` · ${job.person}`}
            </span>
            <span className="num small">{outcome(job)}</span>
            {refusedOf(job) > 0 && <Refused name={name} job={job} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function refusedOf(job: Job): number {
  return job.state === "done" ? (job.result as unknown as Result).refused : 0;
}

function outcome(job: Job): string {
  if (job.state !== "done") return `${t(`job.import.${job.state}`)} ${job.message}`;
  const { inserted, updated, unchanged, refused } = job.result as unknown as Result;
  return t("import.counts", {
    inserted: number(inserted),
    updated: number(updated),
    unchanged: number(unchanged),
    refused: number(refused),
  });
}
