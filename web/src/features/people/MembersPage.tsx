/** A project's people: what each did, and who belongs to it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";

import { api, path } from "../../api/client";
import type { Role } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { RoleSelect } from "../../parts/RoleSelect";
import { PeopleTable } from "../persons/PeopleTable";
import "../../parts/page.css";

interface Member {
  readonly name: string;
  readonly role: Role;
}

const ROLES: readonly Role[] = ["annotator", "reviewer", "lead"];

export function Component() {
  const { name = "" } = useParams();
  const client = useQueryClient();
  const base = path("/projects/", name, "/members");
  const key = ["project", name, "members"];
  const members = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<{ members: Member[] }>(base, { signal }).then((body) => body.members),
  });
  const refresh = () => client.invalidateQueries({ queryKey: key });
  const set = useMutation({
    mutationFn: (one: Member) => api.put(base + path("/", one.name), { role: one.role }),
    // the row says the new role at once: a removal right after it must remember this one, not the role of before
    onMutate: async (one) => {
      await client.cancelQueries({ queryKey: key });
      client.setQueryData<Member[]>(key, (all) => all?.map((row) => (row.name === one.name ? one : row)));
    },
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: (one: Member) => api.delete(base + path("/", one.name)),
    onSettled: refresh,
  });
  // who was removed by a slip comes back by a press
  const gone = remove.isSuccess && !members.data?.some((one) => one.name === remove.variables.name);
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    set.mutate({ name: String(form.get("name")), role: form.get("role") as Role });
    event.currentTarget.reset();
  };
  const error = members.error ?? set.error ?? remove.error;
  return (
    <div className="page lead-page">
      <h1>{t("people.title")}</h1>
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
            <RoleSelect name="role" defaultValue="annotator" roles={ROLES} />
          </label>
          <button type="submit" className="button do">
            {t("people.add")}
          </button>
        </form>
        {gone && (
          <p role="status">
            {t("people.removed", { name: remove.variables.name })}{" "}
            <button type="button" className="button edge" onClick={() => set.mutate(remove.variables)}>
              {t("people.putBack")}
            </button>
          </p>
        )}
        <table className="figures narrow">
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
                <td>
                  <RoleSelect
                    roles={ROLES}
                    value={one.role}
                    aria-label={t("people.roleOf", { name: one.name })}
                    onChange={(event) => set.mutate({ name: one.name, role: event.target.value as Role })}
                  />
                </td>
                <td className="n">
                  <button type="button" className="button edge" onClick={() => remove.mutate(one)}>
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
