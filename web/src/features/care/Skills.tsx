/** The skills of a person: what, how well, by whom, until when. */
import { useQuery } from "@tanstack/react-query";

import { useChanges } from "../../api/changes";
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

/** `revokes`: whether each can be taken away here. */
export function Skills({ name, revokes }: { readonly name: string; readonly revokes?: boolean }) {
  const key = ["skills", name];
  const skills = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<{ skills: Skill[] }>(path("/users/", name, "/skills"), { signal }),
  });
  const { shown, mutate, error } = useChanges<readonly Skill[], string>(
    key,
    skills.data?.skills,
    (skill) => api.delete(path("/users/", name, "/skills/", skill)),
    (all, skill) => all.filter((one) => one.skill !== skill),
  );
  if (skills.error) return <ProblemBox error={skills.error} />;
  if (!shown) return <Skeleton />;
  if (!shown.length) return <p className="quiet">{say("care.noSkills")}</p>;
  return (
    <div className="scroll-x">
      {error && <ProblemBox error={error} />}
      <table className="figures">
        <thead>
          <tr>
            <th>{say("care.skill")}</th>
            <th className="n">{say("care.level")}</th>
            <th>{say("care.grantedBy")}</th>
            <th>{say("care.until")}</th>
            {revokes && (
              <th>
                <span className="hidden">{say("access.revoke")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.skill}>
              <td>{one.skill}</td>
              <td className="n num">{number(one.level)}</td>
              <td>{one.by}</td>
              <td>
                {one.valid_until ? when(one.valid_until) : say("care.forGood")}{" "}
                {!one.valid && <span className="bad">{say("care.ended")}</span>}
              </td>
              {revokes && (
                <td className="n">
                  <button type="button" className="button edge" onClick={() => mutate(one.skill)}>
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
