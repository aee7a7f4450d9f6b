/** A project's calibration rounds; leads begin one. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { api, path } from "../../api/client";
import { projectQuery } from "../../api/queries";
import { t, when } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import type { Line, Round } from "./round";
import "../../parts/page.css";
import "./calibration.css";

export function Component() {
  const { name = "" } = useParams();
  const project = useQuery(projectQuery(name));
  const told = useQuery({
    queryKey: ["project", name, "calibrations"],
    queryFn: ({ signal }) => api.get<{ calibrations: Line[] }>(path("/projects/", name, "/calibrations"), { signal }),
  });
  const lead = atLeast(project.data?.role, "lead");
  const rounds = told.data?.calibrations ?? [];
  return (
    <div className="page lead-page">
      <h1>{t("calibration.title")}</h1>
      <p className="quiet measure">{t("calibration.about")}</p>
      {told.error && <ProblemBox error={told.error} onRetry={() => void told.refetch()} />}
      {told.isPending && <Skeleton lines={4} />}
      {told.data && rounds.length === 0 && <p>{t(lead ? "calibration.none" : "calibration.noneMine")}</p>}
      {rounds.length > 0 && (
        <ul className="plain round-lines">
          {rounds.map((one) => (
            <li key={one.number}>
              <Link to={`/p/${encodeURIComponent(name)}/calibrations/${one.number}`}>
                {t("calibration.round", { n: one.number })}
              </Link>
              <span className="quiet">{t(`calibration.${one.state}`)}</span>
              <span className="quiet small num">
                {t("calibration.began")} {when(one.started_at)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {lead && <Begin name={name} />}
    </div>
  );
}

function Begin({ name }: { name: string }) {
  const navigate = useNavigate();
  const [which, setWhich] = useState("oldest");
  const begin = useMutation({
    mutationFn: (body: unknown) => api.post<Round>(path("/projects/", name, "/calibrations"), body),
    onSuccess: (made) => navigate(`/p/${encodeURIComponent(name)}/calibrations/${made.number}`),
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const parts = (field: string, between: RegExp) =>
      ((form.get(field) as string | null) ?? "")
        .split(between)
        .map((one) => one.trim())
        .filter(Boolean);
    begin.mutate({
      records: which === "chosen" ? parts("ids", /\n/) : [],
      number: which === "chosen" ? 0 : Number(form.get("number")),
      disputed: which === "disputed",
      people: parts("people", /[,\n]/),
      auto: form.get("auto") === "on",
    });
  };
  return (
    <section aria-labelledby="round-begin">
      <h2 id="round-begin">{t("calibration.start")}</h2>
      {begin.error && <ProblemBox error={begin.error} />}
      <form className="round-form" onSubmit={submit}>
        <div className="line-form">
          <label className="field">
            {t("calibration.which")}
            <select value={which} onChange={(event) => setWhich(event.currentTarget.value)}>
              {(["oldest", "disputed", "chosen"] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`calibration.${one}`)}
                </option>
              ))}
            </select>
          </label>
          {which !== "chosen" && (
            <label className="field">
              {t("calibration.number")}
              <input name="number" type="number" min={1} max={200} defaultValue={10} required />
            </label>
          )}
        </div>
        {which === "chosen" && (
          <label className="field">
            {t("calibration.ids")}
            <textarea name="ids" rows={4} required spellCheck={false} />
          </label>
        )}
        <label className="field">
          {t("calibration.people")}
          <input name="people" aria-describedby="people-hint" spellCheck={false} autoComplete="off" />
          <span id="people-hint" className="quiet small">
            {t("calibration.peopleHint")}
          </span>
        </label>
        <label className="check">
          <input name="auto" type="checkbox" /> {t("calibration.auto")}
        </label>
        <div>
          <button type="submit" className="button do" disabled={begin.isPending}>
            {t("calibration.begin")}
          </button>
        </div>
      </form>
    </section>
  );
}
