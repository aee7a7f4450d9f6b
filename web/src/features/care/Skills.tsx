/** The skills of a person: what, how well, by whom, until when. */
import { useQuery } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { number, when } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";

interface Skill {
  readonly skill: string;
  readonly level: number;
  readonly by: string;
  readonly valid_until: string | null;
  readonly valid: boolean;
}

export function Skills({ name, onRevoke }: { readonly name: string; readonly onRevoke?: (skill: string) => void }) {
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
            {onRevoke && (
              <th>
                <span className="hidden">{say("access.revoke")}</span>
              </th>
            )}
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
              {onRevoke && (
                <td className="n">
                  <button type="button" className="button edge" onClick={() => onRevoke(one.skill)}>
                    {say("access.revoke")} <span className="hidden">{one.skill}</span>
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
