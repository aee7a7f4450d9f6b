/** A project's people: what each did, and who belongs to it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";

import { useChanges } from "../../api/changes";
import { api, path } from "../../api/client";
import type { Role } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { RoleSelect } from "../../parts/RoleSelect";
import { PeopleTable } from "../persons/PeopleTable";
import { AddPerson } from "./AddPerson";
import { PersonTable } from "./PersonTable";
import "../../parts/page.css";

interface Member {
  readonly name: string;
  readonly role: Role;
}

/** Somebody with a role from now on, or with none. */
interface Change {
  readonly name: string;
  readonly role: Role | null;
}

const ROLES: readonly Role[] = ["annotator", "reviewer", "lead"];

function changed(all: readonly Member[], { name, role }: Change): readonly Member[] {
  if (role === null) return all.filter((one) => one.name !== name);
  if (all.some((one) => one.name === name)) return all.map((one) => (one.name === name ? { name, role } : one));
  return [...all, { name, role }].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function Component() {
  const { name = "" } = useParams();
  const base = path("/projects/", name, "/members");
  const key = ["project", name, "members"];
  const members = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<{ members: Member[] }>(base, { signal }).then((body) => body.members),
  });
  const {
    shown,
    mutate,
    error: refused,
  } = useChanges<readonly Member[], Change>(
    key,
    members.data,
    ({ name: who, role }) => (role ? api.put(base + path("/", who), { role }) : api.delete(base + path("/", who))),
    changed,
  );
  // who was removed by a slip comes back by a press
  const [removed, setRemoved] = useState<Member | null>(null);
  const gone = removed && shown && !shown.some((one) => one.name === removed.name) ? removed : null;
  const remove = (one: Member) => {
    setRemoved(one);
    mutate({ name: one.name, role: null });
  };
  const error = members.error ?? refused;
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
        <AddPerson roles={ROLES} button="people.add" onAdd={(one, done) => mutate(one, { onSuccess: done })} />
        {gone && (
          <p role="status">
            {t("people.removed", { name: gone.name })}{" "}
            <button type="button" className="button edge" onClick={() => mutate(gone)}>
              {t("people.putBack")}
            </button>
          </p>
        )}
        <PersonTable
          people={shown ?? []}
          deed="people.remove"
          name={(one) => one.name}
          role={(one) => (
            <RoleSelect
              roles={ROLES}
              value={one.role}
              aria-label={t("people.roleOf", { name: one.name })}
              onChange={(event) => mutate({ name: one.name, role: event.target.value as Role })}
            />
          )}
          button={(one) => (
            <button type="button" className="button edge" onClick={() => remove(one)}>
              {t("people.remove")} <span className="hidden">{one.name}</span>
            </button>
          )}
        />
      </section>
    </div>
  );
}
