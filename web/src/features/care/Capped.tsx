/** The person's own limit for today is reached. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { t, when } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { wellbeingQuery } from "./wellbeing";

export function Capped({ until }: { readonly until: string | null }) {
  const { data } = useQuery(wellbeingQuery);
  return (
    <div className="page gate">
      <h1>{say("care.cap")}</h1>
      <p>{say("care.capBody", { n: data?.daily_cap ?? 0 })}</p>
      {until && <p>{t("work.nothing.until", { when: when(until) })}</p>}
      <div className="nothing-actions">
        <Link className="button do" to="/">
          {t("work.nothing.home")}
        </Link>
        <Link className="button edge" to="/you">
          {say("care.settings")}
        </Link>
      </div>
    </div>
  );
}
