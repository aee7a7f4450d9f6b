/** A project's people: what each did, and who belongs to it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import type { Role } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { PeopleTable } from "../persons/PeopleTable";
import "../insight/lead.css";
import "./people.css";

interface Member {
  readonly name: string;
  readonly role: Role;
}

const ROLES: readonly Role[] = ["annotator", "reviewer", "lead"];

export function Component() {
  const { name = "" } = useParams();
  const client = useQueryClient();
  const base = path("/projects/", name, "/members");
  const members = useQuery({
    queryKey: ["project", name, "members"],
    queryFn: ({ signal }) => api.get<{ members: Member[] }>(base, { signal }).then((body) => body.members),
  });
  const refresh = () => client.invalidateQueries({ queryKey: ["project", name, "members"] });
  const set = useMutation({
    mutationFn: (one: Member) => api.put(base + path("/", one.name), { role: one.role }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: (person: string) => api.delete(base + path("/", person)),
    onSuccess: refresh,
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    set.mutate({ name: String(form.get("name")), role: form.get("role") as Role });
    event.currentTarget.reset();
  };
  const error = members.error ?? set.error ?? remove.error;
  return (
    <div className="page lead-page">
      <div className="page-head">
        <h1>{t("people.title")}</h1>
        <Link to={`/p/${encodeURIComponent(name)}/pay`}>{t("pay.link")}</Link>
      </div>
      {error && <ProblemBox error={error} />}
      <section aria-labelledby="people-work">
        <h2 id="people-work">{t("people.work")}</h2>
        <PeopleTable name={name} />
      </section>
      <section aria-labelledby="people-members">
        <h2 id="people-members">{t("people.members")}</h2>
        <form className="line-form" onSubmit={submit}>
          <label className="field">
            {t("people.name")}
            <input name="name" required maxLength={64} />
          </label>
          <label className="field">
            {t("people.role")}
            <select name="role" defaultValue="annotator">
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {t(`role.${role}`)}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="button do">
            {t("people.add")}
          </button>
        </form>
        <table className="figures">
          <thead>
            <tr>
              <th>{t("people.person")}</th>
              <th>{t("people.role")}</th>
              <th>
                <span className="hidden">{t("people.remove")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.data?.map((one) => (
              <tr key={one.name}>
                <td>{one.name}</td>
                <td>{t(`role.${one.role}`)}</td>
                <td className="n">
                  <button type="button" className="button edge" onClick={() => remove.mutate(one.name)}>
                    {t("people.remove")} <span className="hidden">{one.name}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
