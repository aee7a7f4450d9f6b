/** The fields, the questions, or the questions within a question: each in its place, and a new one. */
import { AddPart } from "./AddPart";
import type { Editing } from "./Form";
import type { What } from "./language";
import { Part } from "./Part";
import { valueAt, type Path } from "./source";

interface Props {
  readonly editing: Editing;
  readonly what: What;
  /** The mapping that holds them. */
  readonly at: Path;
}

export function Parts({ editing, what, at }: Props) {
  const all = valueAt(editing.value, at);
  const names = all !== null && typeof all === "object" && !Array.isArray(all) ? Object.keys(all) : [];
  return (
    <>
      <ol className="builder-parts">
        {names.map((name, place) => (
          <Part
            key={name}
            editing={editing}
            what={what}
            at={at}
            name={name}
            first={!place}
            last={place === names.length - 1}
          />
        ))}
      </ol>
      <AddPart editing={editing} what={what} at={at} />
    </>
  );
}
