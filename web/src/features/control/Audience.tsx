/** For each stage: how many people may work there, what keeps out the others, and whether records wait for nobody. */
import { useQuery } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { number, t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import type { StageAudience } from "./shapes";

function Row({ stage }: { stage: StageAudience }) {
  return (
    <tr data-blocked={stage.blocked || undefined}>
      <th scope="row">{stage.stage}</th>
      <td className="n num">
        {number(stage.may)} <span className="quiet small">{t("rules.members", { n: stage.members })}</span>
      </td>
      <td className="n num">{number(stage.waiting)}</td>
      <td>
        {stage.why && (
          <p className={stage.blocked ? "blocked" : "quiet small"}>
            {t(stage.blocked ? "rules.blocked" : "rules.nobody", { why: stage.why })}
          </p>
        )}
        {stage.lacking.map((one) => (
          <p key={one.condition} className="quiet small">
            {one.condition !== "suspended" && <>{one.condition} </>}
            {t("rules.lack", { asks: one.asks, n: one.people })}
          </p>
        ))}
        {!stage.why && !stage.lacking.length && <span className="quiet">–</span>}
      </td>
    </tr>
  );
}

export function Audience({ name }: { name: string }) {
  const audience = useQuery({
    queryKey: ["project", name, "audience"],
    queryFn: ({ signal }) => api.get<{ stages: StageAudience[] }>(path("/projects/", name, "/audience"), { signal }),
  });
  return (
    <section aria-labelledby="rules-audience">
      <h2 id="rules-audience">{t("rules.audience")}</h2>
      {audience.error && <ProblemBox error={audience.error} />}
      {audience.isPending && <Skeleton lines={3} />}
      {audience.data && (
        <div className="scroll-x">
          <table className="figures">
            <thead>
              <tr>
                <th>{t("rules.stage")}</th>
                <th className="n">{t("rules.may")}</th>
                <th className="n">{t("rules.waiting")}</th>
                <th>{t("rules.lacking")}</th>
              </tr>
            </thead>
            <tbody>
              {audience.data.stages.map((stage) => (
                <Row key={stage.stage} stage={stage} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
