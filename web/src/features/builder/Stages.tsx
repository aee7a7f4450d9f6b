/** The stages in the form: how many people answer in each, who they are, what they are asked; where records go is said in the YAML. */
import type { Fault, Json } from "../../api/shapes";
import { t } from "./words";
import type { Editing } from "./Form";

export function Stages({ editing }: { editing: Editing }) {
  const all = editing.value.stages;
  const stages = Array.isArray(all) ? all : [];
  return (
    <section aria-labelledby="builder-stages">
      <h2 id="builder-stages">{t("builder.stages")}</h2>
      <Wrong faults={editing.faults.filter(({ pointer }) => /^\/stages(\/|$)/.test(pointer))} />
      {stages.length === 0 && <p className="small quiet">{t("builder.oneStage")}</p>}
      <ol className="builder-parts">
        {stages.map((stage, at) => (
          <Stage key={at} editing={editing} at={at} stage={stage as Readonly<Record<string, Json>>} />
        ))}
      </ol>
      <div className="builder-add">
        <button
          type="button"
          className="button edge"
          onClick={() => {
            const name = stages.length ? `stage-${stages.length + 1}` : "annotate";
            // no record would come to it if the one before did not lead there
            const before = stages.map((one, at) =>
              at === stages.length - 1 && objectOf(one).next === undefined
                ? { ...objectOf(one), next: [{ to: name }] }
                : one,
            );
            editing.set(["stages"], [...before, { name, overlap: 1 }]);
          }}
        >
          {t("builder.addStage")}
        </button>
      </div>
    </section>
  );
}

/** The roles that the language knows. */
function rolesOf({ language }: Editing): string[] {
  return (language.$defs.stage?.properties?.who?.properties?.role?.enum ?? []).map(String);
}

function objectOf(value: Json | undefined): { readonly [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

/** What is wrong with the stages, and their graph with it written in, where a record could be lost or never end. */
function Wrong({ faults }: { faults: readonly Fault[] }) {
  const picture = faults.find((fault) => fault.picture)?.picture;
  return (
    <>
      {faults.map((fault, at) => (
        <p key={at} className="bad small" dir="auto">
          {fault.message}
        </p>
      ))}
      {picture && (
        // it scrolls, so the keyboard must reach it
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="builder-graph" tabIndex={0} role="region" aria-label={t("builder.graph")}>
          {picture}
        </pre>
      )}
    </>
  );
}

interface StageProps {
  readonly editing: Editing;
  readonly at: number;
  readonly stage: Readonly<Record<string, Json>>;
}

function Stage({ editing, at, stage }: StageProps) {
  const path = ["stages", at];
  const name = typeof stage.name === "string" ? stage.name : "";
  const { overlap } = stage;
  const who = objectOf(stage.who);
  const names = Object.keys(objectOf(editing.value.questions));
  // a stage that names none asks all
  const asked = Array.isArray(stage.questions) ? stage.questions.map(String) : names;
  return (
    <li className="builder-stage">
      <label className="builder-field">
        {t("builder.name")}
        <input
          key={name}
          defaultValue={name}
          onBlur={(event) => event.target.value !== name && editing.set([...path, "name"], event.target.value)}
        />
      </label>
      {overlap === undefined || typeof overlap === "number" ? (
        <label className="builder-field">
          {t("builder.overlap")}
          <input
            type="number"
            min={1}
            max={1000}
            value={overlap ?? 1}
            onChange={(event) => editing.set([...path, "overlap"], Number(event.target.value) || 1)}
          />
        </label>
      ) : null}
      <label className="builder-field">
        {t("builder.role")}
        <select
          value={typeof who.role === "string" ? who.role : ""}
          onChange={(event) => {
            const role = event.target.value || undefined;
            const alone = Object.keys(who).every((key) => key === "role");
            editing.set(role || !alone ? [...path, "who", "role"] : [...path, "who"], role);
          }}
        >
          <option value="">{t("builder.anyRole")}</option>
          {rolesOf(editing).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <fieldset className="builder-inner builder-asked">
        <legend>{t("builder.asked")}</legend>
        {names.map((one) => (
          <label key={one} className="builder-check">
            <input
              type="checkbox"
              checked={asked.includes(one)}
              onChange={(event) => {
                const next = names.filter((other) => (other === one ? event.target.checked : asked.includes(other)));
                editing.set([...path, "questions"], next.length === names.length ? undefined : next);
              }}
            />
            {one}
          </label>
        ))}
      </fieldset>
      <button type="button" className="button edge small" onClick={() => editing.show(path)}>
        {t("builder.showYaml")} <span className="hidden">{name}</span>
      </button>
      <button
        type="button"
        className="button edge small"
        onClick={() => {
          const left = (editing.value.stages as Json[]).length > 1;
          editing.set(left ? path : ["stages"], undefined);
        }}
      >
        {t("builder.remove")} <span className="hidden">{name}</span>
      </button>
    </li>
  );
}
