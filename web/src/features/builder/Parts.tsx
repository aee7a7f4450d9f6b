/** The fields, the questions, or the questions within a question: each in its place, and a new one. */
import { useState } from "react";

import { AddPart } from "./AddPart";
import { objectOf, type Editing } from "./editing";
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
  const names = Object.keys(objectOf(valueAt(editing.value, at)));
  const [keys] = useState(() => new Keys());
  return (
    <>
      <ol className="builder-parts">
        {names.map((name, place) => (
          <Part
            key={keys.of(name)}
            editing={editing}
            what={what}
            at={at}
            name={name}
            first={!place}
            onRename={(to) => {
              keys.rename(name, to);
              editing.rename([...at, name], to);
            }}
            last={place === names.length - 1}
            inner={(path) => <Parts editing={editing} what="question" at={path} />}
          />
        ))}
      </ol>
      <AddPart editing={editing} what={what} at={at} />
    </>
  );
}

/** What a part is known by while it is on the page: another name leaves it unfolded, and the keyboard where it is. */
class Keys {
  private readonly all = new Map<string, number>();
  private next = 0;

  of(name: string): number {
    const there = this.all.get(name);
    if (there !== undefined) return there;
    this.all.set(name, this.next);
    return this.next++;
  }

  rename(from: string, to: string): void {
    if (this.all.has(to)) return;
    this.all.set(to, this.of(from));
    this.all.delete(from);
  }
}
