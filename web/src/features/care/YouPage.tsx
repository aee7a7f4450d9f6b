/** A person's own page: what they can do, and how they want to meet sensitive content. Nobody else sees it. */
import { useQuery } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { sessionQuery } from "../../api/queries";
import { number, when } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { wellbeingQuery } from "./wellbeing";
import { WellbeingForm } from "./WellbeingForm";

import "../insight/lead.css";
import "../people/people.css";
import "./care.css";

interface Skill {
  readonly skill: string;
  readonly level: number;
  readonly by: string;
  readonly valid_until: string | null;
  readonly valid: boolean;
}

function Skills({ name }: { readonly name: string }) {
  const skills = useQuery({
    queryKey: ["skills", name],
    queryFn: ({ signal }) => api.get<{ skills: Skill[] }>(path("/users/", name, "/skills"), { signal }),
  });
  if (skills.error) return <ProblemBox error={skills.error} />;
  if (!skills.data) return <Skeleton />;
  if (!skills.data.skills.length) return <p className="quiet">{say("care.noSkills")}</p>;
  return (
    <div className="scroll-x">
      <table className="figures">
        <thead>
          <tr>
            <th>{say("care.skill")}</th>
            <th className="n">{say("care.level")}</th>
            <th>{say("care.grantedBy")}</th>
            <th>{say("care.until")}</th>
          </tr>
        </thead>
        <tbody>
          {skills.data.skills.map((one) => (
            <tr key={one.skill}>
              <td>{one.skill}</td>
              <td className="n num">{number(one.level)}</td>
              <td>{one.by}</td>
              <td>
                {one.valid_until ? when(one.valid_until) : say("care.forGood")}{" "}
                {!one.valid && <span className="bad">{say("care.ended")}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Component() {
  const session = useQuery(sessionQuery);
  const wellbeing = useQuery(wellbeingQuery);
  if (!session.data || wellbeing.isPending) return <Skeleton />;
  const { name } = session.data.user;
  return (
    <div className="page lead-page">
      <h1>{name}</h1>
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
    </div>
  );
}
