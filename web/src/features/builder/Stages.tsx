/** The stages in the form: how many people answer in each; who they are and where records go is said in the YAML. */
import type { Json } from "../../api/shapes";
import { t } from "./words";
import type { Editing } from "./Form";

export function Stages({ editing }: { editing: Editing }) {
  const all = editing.value.stages;
  const stages = Array.isArray(all) ? all : [];
  return (
    <section aria-labelledby="builder-stages">
      <h2 id="builder-stages">{t("builder.stages")}</h2>
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
            editing.set(["stages"], [...stages, { name, overlap: 1 }]);
          }}
        >
          {t("builder.addStage")}
        </button>
      </div>
    </section>
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
