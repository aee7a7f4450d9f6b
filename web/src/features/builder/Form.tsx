/** The project as a form: it reads the YAML and edits it, and holds nothing of its own. */
import type { Fault, Json } from "../../api/shapes";
import { t } from "./words";
import type { Language, Shape } from "./language";
import { Parameter } from "./Parameter";
import { Parts } from "./Parts";
import { moved, renamed, withValue, type Path } from "./source";
import { Stages } from "./Stages";

export interface Editing {
  readonly text: string;
  readonly value: Readonly<Record<string, Json>>;
  readonly language: Language;
  readonly faults: readonly Fault[];
  readonly set: (path: Path, value: Json | undefined) => void;
  readonly rename: (path: Path, to: string) => void;
  readonly move: (path: Path, by: 1 | -1) => void;
  readonly show: (path: Path) => void;
}

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
  const about = ABOUT.filter((name) => !(named && name === "name")).map(
    (name) => [name, language.properties?.[name]] as const,
  );
  return (
    <div className="builder-form">
      <section aria-labelledby="builder-about">
        <h2 id="builder-about">{t("builder.about")}</h2>
        <div className="builder-parameters">
          {about.map(
            ([name, shape]) =>
              shape && (
                <Parameter
                  key={name}
                  name={name}
                  shape={shape as Shape}
                  value={value[name]}
                  onValue={(to) => editing.set([name], to)}
                  onYaml={() => onShow([name])}
                />
              ),
          )}
        </div>
      </section>
      <section aria-labelledby="builder-fields">
        <h2 id="builder-fields">{t("builder.fields")}</h2>
        <Parts editing={editing} what="field" at={["fields"]} />
      </section>
      <section aria-labelledby="builder-questions">
        <h2 id="builder-questions">{t("builder.questions")}</h2>
        <Parts editing={editing} what="question" at={["questions"]} />
      </section>
      <Stages editing={editing} />
    </div>
  );
}
