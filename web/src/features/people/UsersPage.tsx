/** Everybody on this server, for admins: add a person, hand out a sign-in link. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, path } from "../../api/client";
import type { Role } from "../../api/shapes";
import { t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { RoleSelect } from "../../parts/RoleSelect";
import { Skeleton } from "../../parts/Skeleton";
import "../../parts/page.css";

interface User {
  readonly name: string;
  readonly role: Role;
  readonly imported: boolean;
  readonly created_at: string;
}

const ROLES: readonly Role[] = ["annotator", "reviewer", "lead", "admin"];

export function Component() {
  const client = useQueryClient();
  const [link, setLink] = useState<{ name: string; link: string } | null>(null);
  const users = useQuery({
    queryKey: ["users"],
    queryFn: ({ signal }) => api.get<{ users: User[] }>("/users", { signal }).then((body) => body.users),
  });
  const makeLink = useMutation({
    mutationFn: (name: string) => api.post<{ link: string }>(path("/users/", name, "/link")),
    onSuccess: ({ link }, name) => setLink({ name, link }),
  });
  const add = useMutation({
    mutationFn: (body: { name: string; role: string }) => api.post("/users", body),
    onSuccess: async (_, body) => {
      await client.invalidateQueries({ queryKey: ["users"] });
      makeLink.mutate(body.name);
    },
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    add.mutate({ name: String(form.get("name")), role: String(form.get("role")) });
    event.currentTarget.reset();
  };
  const error = users.error ?? add.error ?? makeLink.error;
  return (
    <div className="page lead-page">
      <h1>{t("users.title")}</h1>
      {error && <ProblemBox error={error} />}
      {users.error ? null : (
        <>
          <form className="line-form" onSubmit={submit}>
            <label className="field">
              {t("people.name")}
              <input name="name" required maxLength={64} pattern="[A-Za-z0-9][A-Za-z0-9._@+\-]*" />
            </label>
            <label className="field">
              {t("people.role")}
              <RoleSelect name="role" defaultValue="annotator" roles={ROLES} />
            </label>
            <button type="submit" className="button do" disabled={add.isPending}>
              {t("users.add")}
            </button>
          </form>
          {link && (
            <p role="status">
              {t("users.link", { name: link.name })} <code className="one-time">{link.link}</code>
            </p>
          )}
          {users.isPending ? (
            <Skeleton />
          ) : (
            <table className="figures narrow">
              <thead>
                <tr>
                  <th>{t("people.person")}</th>
                  <th>{t("people.role")}</th>
                  <th>
                    <span className="hidden">{t("users.makeLink")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {users.data?.map((user) => (
                  <tr key={user.name}>
                    <td title={when(user.created_at)}>
                      {user.name} {user.imported && <span className="quiet small">{t("people.imported")}</span>}
                    </td>
                    <td>{t(`role.${user.role}`)}</td>
                    <td className="n">
                      {!user.imported && (
                        <button
                          type="button"
                          className="button edge"
                          disabled={makeLink.isPending}
                          onClick={() => makeLink.mutate(user.name)}
                        >
                          {t("users.makeLink")} <span className="hidden">{user.name}</span>
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </div>
  );
}
