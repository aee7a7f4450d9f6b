/** The stages in the form: how many people answer in each, who they are, what they are asked, and where records go from it. */
import type { Fault, Json } from "../../api/shapes";
import { Control } from "./controls/Control";
import { Faults } from "./controls/Labelled";
import { SomeOf } from "./controls/plain";
import { faultsAt, faultsUnder, objectOf, type Editing } from "./editing";
import { pathOf } from "./source";
import { t } from "./words";

export function Stages({ editing }: { editing: Editing }) {
  const all = editing.value.stages;
  const stages = Array.isArray(all) ? all : [];
  const faults = faultsAt(
    editing.faults,
    ["stages"],
    stages.map((_, at) => String(at)),
  );
  return (
    <section aria-labelledby="builder-stages">
      <h2 id="builder-stages">{t("builder.stages")}</h2>
      <Drawn faults={faultsUnder(editing.faults, ["stages"])} said={faults} />
      {stages.length === 0 && <p className="small quiet">{t("builder.oneStage")}</p>}
      <ol className="builder-parts">
        {stages.map((stage, at) => (
          <Stage key={at} editing={editing} at={at} stage={objectOf(stage)} last={at === stages.length - 1} />
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

/** What is wrong with the stages together, and their graph with it written in, where a record could be lost or never end. */
function Drawn({ faults, said }: { faults: readonly Fault[]; said: readonly Fault[] }) {
  const picture = faults.find((fault) => fault.picture)?.picture;
  return (
    <>
      <Faults faults={said} />
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
  readonly stage: { readonly [key: string]: Json };
  readonly last: boolean;
}

/** What is seldom said is folded once more. */
const SELDOM = new Set(["who", "order", "blind", "cycles", "training"]);

function Stage({ editing, at, stage, last }: StageProps) {
  const path = ["stages", at];
  const name = typeof stage.name === "string" ? stage.name : "";
  const names = Object.keys(objectOf(editing.value.questions));
  const all = Object.entries(editing.language.$defs.stage?.properties ?? {});
  const wrong = faultsUnder(editing.faults, path).length;
  const draw = ([key, shape]: (typeof all)[number]) =>
    key === "questions" ? (
      <div key={key} className="builder-control wide">
        <SomeOf
          words={t("builder.asked")}
          names={names}
          // a stage that names none asks all
          chosen={Array.isArray(stage.questions) ? stage.questions.map(String) : names}
          onChosen={(next) =>
            editing.set(
              [...path, key],
              next.length === names.length && names.every((one) => next.includes(one)) ? undefined : next,
            )
          }
        />
        <Faults faults={faultsUnder(editing.faults, [...path, key])} />
      </div>
    ) : (
      <Control key={key} editing={editing} path={[...path, key]} shape={shape} needed={key === "name"} />
    );
  return (
    <li>
      <details className={wrong ? "builder-part builder-stage faulty" : "builder-part builder-stage"}>
        <summary>
          <b dir="auto">{name}</b>{" "}
          <span className="quiet small">{typeof stage.kind === "string" ? stage.kind : ""}</span>{" "}
          {wrong > 0 && <span className="bad small">{t("builder.faults", { n: wrong })}</span>}
        </summary>
        <Faults
          faults={faultsAt(
            editing.faults,
            path,
            all.map(([key]) => key),
          )}
          onRemove={(fault) => editing.set(pathOf(fault.pointer), undefined)}
        />
        <div className="builder-parameters">{all.filter(([key]) => !SELDOM.has(key)).map(draw)}</div>
        <details className="builder-more">
          <summary>{t("builder.whoMore")}</summary>
          <div className="builder-parameters">{all.filter(([key]) => SELDOM.has(key)).map(draw)}</div>
        </details>
        <div className="builder-moves">
          <button
            type="button"
            className="button edge small"
            disabled={at === 0}
            onClick={() => editing.move(path, -1)}
          >
            {t("builder.up")} <span className="hidden">{name}</span>
          </button>
          <button type="button" className="button edge small" disabled={last} onClick={() => editing.move(path, 1)}>
            {t("builder.down")} <span className="hidden">{name}</span>
          </button>
          <button type="button" className="button edge small" onClick={() => editing.show(path)}>
            {t("builder.showYaml")} <span className="hidden">{name}</span>
          </button>
          <button
            type="button"
            className="button edge small push"
            onClick={() => {
              const left = (editing.value.stages as Json[]).length > 1;
              editing.set(left ? path : ["stages"], undefined);
            }}
          >
            {t("builder.remove")} <span className="hidden">{name}</span>
          </button>
        </div>
      </details>
    </li>
  );
}
