/** For leads: who gets in, what people are trusted with, who has read the guidelines. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";

import { api, path } from "../../api/client";
import { number } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Invitations } from "./Invitations";
import { Skills } from "./Skills";

import "../../parts/page.css";
import "./care.css";

interface Readers {
  readonly wanted: number | null;
  readonly people: readonly { readonly name: string; readonly acknowledged: number | null; readonly waits: boolean }[];
}

export function Component() {
  const { name = "" } = useParams();
  const readers = useQuery({
    queryKey: ["project", name, "acknowledged"],
    queryFn: ({ signal }) => api.get<Readers>(path("/projects/", name, "/guidelines/acknowledged"), { signal }),
  });
  return (
    <div className="page lead-page">
      <h1>{say("access.title")}</h1>
      <section aria-labelledby="access-invite">
        <h2 id="access-invite">{say("access.invite")}</h2>
        <p className="quiet">{say("access.inviteBody")}</p>
        <Invitations project={name} />
      </section>
      {readers.error && <ProblemBox error={readers.error} />}
      {readers.isPending && <Skeleton />}
      {readers.data && (
        <>
          <section aria-labelledby="access-read">
            <h2 id="access-read">{say("access.read")}</h2>
            <Reading readers={readers.data} />
          </section>
          <section aria-labelledby="access-skills">
            <h2 id="access-skills">{say("care.skills")}</h2>
            <SkillDesk people={readers.data.people.map((one) => one.name)} />
          </section>
        </>
      )}
    </div>
  );
}

function Reading({ readers }: { readonly readers: Readers }) {
  if (readers.wanted === null) return <p className="quiet">{say("access.readNone")}</p>;
  return (
    <>
      <p className="quiet">{say("access.readBody", { n: readers.wanted })}</p>
      <ul className="plain">
        {readers.people.map((one) => (
          <li key={one.name}>
            {one.name}{" "}
            <span className={one.waits ? "warn" : "quiet"}>{say(one.waits ? "access.readNo" : "access.readYes")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

interface Granted {
  readonly whose: string;
  readonly skill: string;
  readonly level: number;
  readonly valid_until: string | null;
}

function SkillDesk({ people }: { readonly people: readonly string[] }) {
  const client = useQueryClient();
  const [person, setPerson] = useState(people[0] ?? "");
  const grant = useMutation({
    mutationFn: ({ whose, skill, ...body }: Granted) => api.put(path("/users/", whose, "/skills/", skill), body),
    onSuccess: (_, { whose }) => client.invalidateQueries({ queryKey: ["skills", whose] }),
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = Number(form.get("days"));
    const until = days ? new Date(Date.now() + days * 86_400_000).toISOString() : null;
    grant.mutate({
      whose: person,
      skill: String(form.get("skill")),
      level: Number(form.get("level")),
      valid_until: until,
    });
  };
  return (
    <>
      <form className="line-form" onSubmit={submit}>
        <label className="field">
          {say("access.skillOf")}
          <select value={person} onChange={(event) => setPerson(event.target.value)}>
            {people.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label className="field">
          {say("access.skillName")}
          <input name="skill" required maxLength={64} pattern="[a-z0-9][a-z0-9\-]*" />
        </label>
        <label className="field">
          {say("care.level")}
          <select name="level" defaultValue="1">
            {Array.from({ length: 10 }, (_, at) => (
              <option key={at} value={at + 1}>
                {number(at + 1)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {say("access.forDays")}
          <input name="days" type="number" min={1} max={36500} />
        </label>
        <button type="submit" className="button do" disabled={grant.isPending || !person}>
          {say("access.grant")}
        </button>
      </form>
      {grant.error && <ProblemBox error={grant.error} />}
      {person && <Skills key={person} name={person} revokes />}
    </>
  );
}
