/** One calibration round, for its lead and for those who vote: how far they are, then agreement and answers before and after. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import { number as written, t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Interval, two } from "../insight/Interval";
import type { Half, Round } from "./round";
import { RoundRows } from "./RoundRows";
import "../../parts/page.css";
import "./calibration.css";

const FRESH = 10_000;

export function Component() {
  const { name = "", number } = useParams();
  const where = number ? path("/projects/", name, "/calibrations/", number) : path("/projects/", name, "/calibration");
  const key = ["project", name, "calibration", number ?? ""];
  const told = useQuery({
    queryKey: key,
    refetchInterval: FRESH,
    queryFn: ({ signal }) => api.get<Round>(where, { signal }),
  });
  if (!told.data) {
    return (
      <div className="page lead-page">
        {told.error ? <ProblemBox error={told.error} onRetry={() => void told.refetch()} /> : <Skeleton lines={8} />}
      </div>
    );
  }
  const round = told.data;
  return (
    <div className="page lead-page round">
      <div className="page-head">
        <h1>{t("calibration.round", { n: round.number })}</h1>
        <span className={`tag ${round.state}`}>{t(`calibration.${round.state}`)}</span>
      </div>
      <p className="quiet">
        {t(round.state === "voting" && round.auto ? "calibration.votingAuto" : `calibration.${round.state}Body`)}
      </p>
      <Deeds round={round} queryKey={key} />
      <Voters round={round} />
      {round.questions.length > 0 && <Agreement round={round} />}
      {round.rows.length > 0 && <RoundRows round={round} onChange={() => told.refetch()} />}
    </div>
  );
}

function Deeds({ round, queryKey }: { round: Round; queryKey: readonly string[] }) {
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const deed = useMutation({
    mutationFn: (what: "reveal" | "close") =>
      api.post<Round>(path("/projects/", round.project, "/calibrations/", String(round.number), `/${what}`), {}),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
  const mine = round.people.find((one) => one.you);
  const left = mine && (round.state === "voting" ? mine.voted < round.records : mine.again < mine.voted);
  const lacking = round.people.some((one) => one.voted < round.records);
  const reveal = () => (lacking && !sure ? setSure(true) : deed.mutate("reveal"));
  return (
    <>
      {deed.error && <ProblemBox error={deed.error} />}
      {sure && round.state === "voting" && <p role="status">{t("calibration.lacking")}</p>}
      <div className="round-deeds">
        {left && round.state !== "closed" && (
          <Link className="button do" to={`/p/${encodeURIComponent(round.votes)}/annotate`}>
            {t(round.state === "voting" ? "calibration.vote" : "calibration.again")}
          </Link>
        )}
        {round.may_lead && round.state === "voting" && (
          <button type="button" className="button edge" disabled={deed.isPending} onClick={reveal}>
            {t(sure ? "calibration.anyway" : "calibration.reveal")}
          </button>
        )}
        {round.may_lead && round.state === "revealed" && (
          <button type="button" className="button edge" disabled={deed.isPending} onClick={() => deed.mutate("close")}>
            {t("calibration.close")}
          </button>
        )}
      </div>
    </>
  );
}

function Voters({ round }: { round: Round }) {
  const of = (n: number, all: number) => t("calibration.of", { n: written(n), all: written(all) });
  return (
    <div className="scroll-x">
      <table className="figures voters">
        <thead>
          <tr>
            <th scope="col">{t("calibration.person")}</th>
            <th scope="col" className="n">
              {t("calibration.voted")}
            </th>
            {round.state !== "voting" && (
              <th scope="col" className="n">
                {t("calibration.votedAgain")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {round.people.map((one) => (
            <tr key={one.person}>
              <td>
                {one.person} {one.you && <b className="small">({t("calibration.you")})</b>}
              </td>
              <td className="n num">{of(one.voted, round.records)}</td>
              {round.state !== "voting" && <td className="n num">{of(one.again, one.voted)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Agreement({ round }: { round: Round }) {
  return (
    <section aria-labelledby="round-agreement">
      <h2 id="round-agreement">{t("calibration.agreement")}</h2>
      <p className="quiet small">{t("calibration.alpha")}</p>
      <div className="scroll-x">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t("calibration.question")}</th>
              <th scope="col">{t("calibration.before")}</th>
              <th scope="col">{t("calibration.after")}</th>
            </tr>
          </thead>
          <tbody>
            {round.questions.map((one) => (
              <tr key={`${one.question}/${one.dimension ?? ""}`}>
                <td dir="auto">
                  {one.question}
                  {one.dimension && <span className="quiet"> · {one.dimension}</span>}
                </td>
                <td>
                  <Alpha half={one.before} />
                </td>
                <td>
                  <Alpha half={one.after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Alpha({ half }: { half: Half }) {
  if (!half.alpha) return <span className="quiet small">{half.why}</span>;
  return (
    <span className="alpha">
      <b className="num">{two(half.alpha.estimate)}</b> <Interval figure={half.alpha} />
    </span>
  );
}
