/** Which answers people mix up, and the records that show it: what the guidelines should tell apart. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { api, path } from "../../api/client";
import type { Json } from "../../api/shapes";
import { number, t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Interval, type Figure } from "./Interval";
import { said } from "./said";

interface Gap {
  readonly a: Json;
  readonly b: Json;
  readonly n: number;
  readonly of: number;
  readonly share: Figure;
  readonly records: readonly { readonly id: string; readonly title: string }[];
}

interface Found {
  readonly pairs: readonly Gap[];
  readonly why: string | null;
}

export function Gaps({ name, question }: { name: string; question: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["project", name, "gaps", question],
    queryFn: ({ signal }) => api.get<Found>(path("/projects/", name, "/gaps"), { query: { question }, signal }),
  });
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">{t("apart.gaps")}</h2>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data?.why && <p className="quiet">{t("apart.noGaps", { why: data.why })}</p>}
      {data && data.pairs.length > 0 && (
        <>
          <p className="quiet">{t("apart.gapsSay")}</p>
          <div className="scroll-x">
            <table className="figures gaps">
              <thead>
                <tr>
                  <th>{t("apart.pair")}</th>
                  <th className="n">{t("apart.count")}</th>
                  <th>{t("apart.share")}</th>
                  <th>{t("apart.examples")}</th>
                </tr>
              </thead>
              <tbody>
                {data.pairs.map((pair) => (
                  <tr key={`${said(pair.a)}/${said(pair.b)}`}>
                    <td>
                      <b dir="auto">{said(pair.a)}</b> <span aria-hidden="true">↔</span>{" "}
                      <b dir="auto">{said(pair.b)}</b>
                    </td>
                    <td className="n num">{number(pair.n)}</td>
                    <td>
                      <span className="num">{number(pair.share.estimate, { style: "percent" })}</span>{" "}
                      <Interval figure={pair.share} plain percent />{" "}
                      <span className="quiet small num">n {number(pair.of)}</span>
                    </td>
                    <td>
                      <div className="examples">
                        {pair.records.map((record) => (
                          <Link
                            key={record.id}
                            dir="auto"
                            title={record.title}
                            to={`/p/${encodeURIComponent(name)}/records/${encodeURIComponent(record.id)}`}
                          >
                            {record.id}
                          </Link>
                        ))}
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
