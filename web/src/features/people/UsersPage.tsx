/** Everybody on this server, for admins: add a person, hand out a sign-in link. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, path } from "../../api/client";
import type { Role } from "../../api/shapes";
import { t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { AddPerson } from "./AddPerson";
import { PersonTable } from "./PersonTable";
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
  const error = users.error ?? add.error ?? makeLink.error;
  return (
    <div className="page lead-page">
      <h1>{t("users.title")}</h1>
      {error && <ProblemBox error={error} />}
      {users.error ? null : (
        <>
          <AddPerson
            roles={ROLES}
            button="users.add"
            pattern="[A-Za-z0-9][A-Za-z0-9._@+\-]*"
            busy={add.isPending}
            onAdd={(one, done) => add.mutate(one, { onSuccess: done })}
          />
          {link && (
            <p role="status">
              {t("users.link", { name: link.name })} <code className="one-time">{link.link}</code>
            </p>
          )}
          {users.isPending ? (
            <Skeleton />
          ) : (
            <PersonTable
              people={users.data ?? []}
              deed="users.makeLink"
              name={(user) => (
                <span title={when(user.created_at)}>
                  {user.name} {user.imported && <span className="quiet small">{t("people.imported")}</span>}
                </span>
              )}
              role={(user) => t(`role.${user.role}`)}
              button={(user) =>
                !user.imported && (
                  <button type="button" className="button edge" onClick={() => makeLink.mutate(user.name)}>
                    {t("users.makeLink")} <span className="hidden">{user.name}</span>
                  </button>
                )
              }
            />
          )}
        </>
      )}
    </div>
  );
}
