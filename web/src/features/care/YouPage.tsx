/** A person's own page: what they can do, and how they want to meet sensitive content. Nobody else sees it. */
import { useQuery } from "@tanstack/react-query";

import { sessionQuery } from "../../api/queries";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { SignOut } from "../../parts/SignOut";
import { Skeleton } from "../../parts/Skeleton";
import { About } from "./About";
import { PasswordForm } from "./PasswordForm";
import { Skills } from "./Skills";
import { wellbeingQuery } from "./wellbeing";
import { WellbeingForm } from "./WellbeingForm";

import "../../parts/page.css";
import "./care.css";

export function Component() {
  const session = useQuery(sessionQuery);
  const wellbeing = useQuery(wellbeingQuery);
  if (!session.data || wellbeing.isPending) {
    return (
      <div className="page lead-page">
        <Skeleton />
      </div>
    );
  }
  const { name } = session.data.user;
  return (
    <div className="page lead-page">
      <div className="page-head">
        <h1>{name}</h1>
        <SignOut className="button edge push you-out" />
      </div>
      <section aria-labelledby="you-skills">
        <h2 id="you-skills">{say("care.skills")}</h2>
        <Skills name={name} />
      </section>
      <section aria-labelledby="you-care">
        <h2 id="you-care">{say("care.wellbeing")}</h2>
        <p className="quiet">{say("care.wellbeingBody")}</p>
        {wellbeing.error ? (
          <ProblemBox error={wellbeing.error} />
        ) : (
          <WellbeingForm now={wellbeing.data} asks button={say("care.save")} />
        )}
      </section>
      <section aria-labelledby="you-password">
        <h2 id="you-password">{say("care.password")}</h2>
        <p className="quiet">{say("care.passwordBody")}</p>
        <PasswordForm name={name} />
      </section>
      <section aria-labelledby="you-about">
        <h2 id="you-about">{say("about.title")}</h2>
        <About />
      </section>
    </div>
  );
}
