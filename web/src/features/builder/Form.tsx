/** The project as a form: it reads the YAML and edits it, and holds nothing of its own. Every key of the language has a control. */
import type { Fault, Json } from "../../api/shapes";
import { Control, Unframed, wordsOf } from "./controls/Control";
import { Faults } from "./controls/Labelled";
import { faultsAt, faultsUnder, type Editing } from "./editing";
import type { Language } from "./language";
import { Parts } from "./Parts";
import { moved, renamed, withValue, type Path } from "./source";
import { Stages } from "./Stages";
import { t } from "./words";

interface Props {
  readonly text: string;
  readonly value: Readonly<Record<string, Json>>;
  readonly language: Language;
  readonly faults: readonly Fault[];
  /** Whether the project has its name already. */
  readonly named: boolean;
  readonly onText: (text: string) => void;
  readonly onShow: (path: Path) => void;
}

const ABOUT = ["name", "title", "description", "purpose", "guidelines", "lease_minutes"];
const OWN = [...ABOUT, "fields", "questions", "stages"];

export function Form({ text, value, language, faults, named, onText, onShow }: Props) {
  const editing: Editing = {
    text,
    value,
    language,
    faults,
    set: (path, to) => onText(withValue(text, path, to)),
    rename: (path, to) => onText(renamed(text, path, to)),
    move: (path, by) => onText(moved(text, path, by)),
    show: onShow,
  };
  const all = language.properties ?? {};
  const keys = Object.keys(all);
  return (
    <div className="builder-form">
      <Faults
        faults={faultsAt(faults, [], keys)}
        onRemove={(fault) => editing.set(fault.pointer.split("/").slice(1), undefined)}
      />
      <section aria-labelledby="builder-about">
        <h2 id="builder-about">{t("builder.about")}</h2>
        <div className="builder-parameters">
          {ABOUT.filter((name) => !(named && name === "name")).map((name) => {
            const shape = all[name];
            return shape && <Control key={name} editing={editing} path={[name]} shape={shape} />;
          })}
        </div>
      </section>
      <section aria-labelledby="builder-fields">
        <h2 id="builder-fields">{t("builder.fields")}</h2>
        <Faults faults={faultsAt(faults, ["fields"], Object.keys(value.fields ?? {}))} />
        <Parts editing={editing} what="field" at={["fields"]} />
      </section>
      <section aria-labelledby="builder-questions">
        <h2 id="builder-questions">{t("builder.questions")}</h2>
        <Faults faults={faultsAt(faults, ["questions"], Object.keys(value.questions ?? {}))} />
        <Parts editing={editing} what="question" at={["questions"]} />
      </section>
      <Stages editing={editing} />
      <section aria-labelledby="builder-rest">
        <h2 id="builder-rest">{t("builder.rest")}</h2>
        {keys
          .filter((key) => !OWN.includes(key))
          .map((key) => {
            const wrong = faultsUnder(faults, [key]).length;
            return (
              <details key={key} className={wrong ? "builder-part faulty" : "builder-part"}>
                <summary>
                  <b>{wordsOf([key])}</b>{" "}
                  <span className="quiet small">{t(value[key] == null ? "builder.notSaid" : "builder.said")}</span>{" "}
                  {wrong > 0 && <span className="bad small">{t("builder.faults", { n: wrong })}</span>}
                </summary>
                <Unframed editing={editing} path={[key]} shape={all[key] ?? {}} />
              </details>
            );
          })}
      </section>
    </div>
  );
}
