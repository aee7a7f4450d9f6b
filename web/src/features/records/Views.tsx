/** Lists kept by name, as chips: one press asks for a list; what is asked for now can be kept, for oneself or for the project. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";

import { useChanges } from "../../api/changes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ProblemBox } from "../../parts/ProblemBox";
import { addressOf, forgetView, keepView, viewsQuery, withChange, type View, type ViewChange } from "./views";

interface Props {
  readonly name: string;
  /** What the list is asked for now. */
  readonly query: Readonly<Record<string, string>>;
  /** Whether the person may keep lists for the project. */
  readonly lead: boolean;
}

export function Views({ name, query, lead }: Props) {
  const { data } = useQuery(viewsQuery(name));
  const { shown, mutate, error } = useChanges<readonly View[], ViewChange>(
    viewsQuery(name).queryKey,
    data,
    ({ view, kept }) => (kept ? keepView(name, view) : forgetView(name, view)),
    withChange,
  );
  const views = shown ?? [];
  const [keeping, setKeeping] = useState("");
  const [naming, setNaming] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  const now = addressOf(query);
  const current = views.find((view) => addressOf(view.query) === now);
  const kept = keeping !== "" && current?.name === keeping;
  useEffect(() => {
    if (kept) line.current?.querySelector<HTMLElement>("a[aria-current]")?.focus();
  }, [kept]);
  return (
    <div className="views" ref={line}>
      <ul aria-label={t("views.title")}>
        <li>
          <Link className="view" to="?" replace {...(now ? {} : { "aria-current": "true" as const })}>
            {t("views.all")}
          </Link>
        </li>
        {views.map((view) => (
          <li key={`${view.shared}/${view.name}`}>
            <Link
              className="view"
              to={`?${addressOf(view.query)}`}
              replace
              {...(view === current ? { "aria-current": "true" as const } : {})}
              title={view.shared ? t("views.shared") : t("views.own")}
            >
              <bdi>{view.name}</bdi> {!view.shared && <span className="quiet small">{t("views.mine")}</span>}
            </Link>
          </li>
        ))}
      </ul>
      {now && !current && !naming && (
        <button type="button" className="button edge small" onClick={() => setNaming(true)}>
          {t("views.keep")}
        </button>
      )}
      {current && (lead || !current.shared) && (
        <button type="button" className="button small" onClick={() => mutate({ view: current, kept: false })}>
          {t("views.forget", { name: current.name })}
        </button>
      )}
      {naming && !current && (
        <Naming
          lead={lead}
          onClose={() => setNaming(false)}
          onKeep={(called, shared) => {
            setNaming(false);
            setKeeping(called);
            mutate({ view: { name: called, shared, query }, kept: true });
          }}
        />
      )}
      {error && <ProblemBox error={error} />}
    </div>
  );
}

interface NamingProps {
  readonly lead: boolean;
  readonly onKeep: (name: string, shared: boolean) => void;
  readonly onClose: () => void;
}

const focus = (input: HTMLInputElement | null) => input?.focus();

function Naming({ lead, onKeep, onClose }: NamingProps) {
  useHotkeys("records", { "records.none": onClose }, { level: 1 });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onKeep(String(form.get("name")).trim(), form.get("for") === "all");
  };
  return (
    <form className="line-form" onSubmit={submit}>
      <label className="field">
        {t("views.name")}
        <input
          name="name"
          required
          maxLength={60}
          pattern="[^\/]*\S[^\/]*"
          title={t("views.noSlash")}
          ref={focus}
          dir="auto"
        />
      </label>
      {lead && (
        <label className="field">
          {t("views.for")}
          <select name="for" defaultValue="all">
            <option value="all">{t("views.forAll")}</option>
            <option value="me">{t("views.forMe")}</option>
          </select>
        </label>
      )}
      <button type="submit" className="button do">
        {t("views.do")}
      </button>
      <button type="button" className="button" onClick={onClose}>
        {t("views.cancel")}
      </button>
    </form>
  );
}
