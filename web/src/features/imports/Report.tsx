/** What came of an import: so many new, changed, as before, refused; the refused rows as a file to be mended. */
import { Link } from "react-router";

import { address, path } from "../../api/client";
import { number, t } from "../../app/catalogue";
import type { Job } from "../jobs/job";
import { Faults } from "./Faults";
import type { Result } from "./imports";
import { Said } from "./Said";

export function Report({ name, job }: { name: string; job: Job }) {
  const result = job.result as unknown as Result;
  const { inserted, updated, unchanged, refused, responses } = result;
  const said = responses ? responses.inserted + responses.updated + responses.unchanged : 0;
  return (
    <div className="import-report">
      <p role="status" className="num">
        {t("import.counts", {
          inserted: number(inserted),
          updated: number(updated),
          unchanged: number(unchanged),
          refused: number(refused),
        })}
      </p>
      <Said responses={said} kept={result.kept} mended={result.mended} />
      {refused > 0 && (
        <>
          <p className="measure">{t("import.mendThem")}</p>
          <p className="import-ways">
            <Refused name={name} job={job} />
          </p>
        </>
      )}
      <Faults faults={result.faults} />
      <p>
        <Link to={`/p/${encodeURIComponent(name)}/records?sort=newest`}>{t("import.toRecords")}</Link>
      </p>
    </div>
  );
}

/** The refused rows as a file, in either form. */
export function Refused({ name, job }: { name: string; job: Job }) {
  const at = path("/projects/", name, "/imports/", String(job.id)) + "/refused";
  return (
    <>
      {(["csv", "jsonl"] as const).map((form) => (
        <a key={form} className="button edge small" download href={address(at, { form })}>
          {t(`import.refused.${form}`)}
        </a>
      ))}
    </>
  );
}
