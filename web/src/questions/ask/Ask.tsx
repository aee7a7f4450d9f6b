/**
 * The questions within a mark or an item: the one place where they are shown and answered, whatever type nests them.
 *
 * While `active`, one of them is the active question and has the keys before the type around it; when the last one that is
 * needed is answered, `onChange(answers, true)` tells the type to go on.
 */
import { useRef } from "react";

import { Inner } from "../../anchors/AnchorStage";
import type { Envelope, Fault } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { Deeper, useHotkeys } from "../../hotkeys/hotkeys";
import { lackingWithin, posedWithin, type Inner as Given, type Own } from "../../schema/ask";
import { lackOf } from "../../schema/envelopes";
import { faultsUnder } from "../../schema/faults";
import type { Context, Posed, Question } from "../../schema/kinds";
import { Folded } from "../frame/Folded";
import { Frame } from "../frame/Frame";
import { useChosen } from "./useChosen";

export interface AskProps {
  /** The question whose `ask` this is. */
  readonly question: Question;
  readonly context: Context;
  /** What conditions see of the mark or item: its label, its text. */
  readonly own: Own;
  readonly answers: Given;
  /** The key of the mark or item on the page: another one begins afresh. */
  readonly at: string;
  /** What the mark or item is called, for those who don't see where the questions stand. */
  readonly about: string;
  readonly active: boolean;
  /** What the server said of the answers; pointers are relative to them. */
  readonly faults: readonly Fault[];
  readonly tried: number;
  readonly onChange: (answers: Given, done: boolean) => void;
}

export function Ask(props: AskProps) {
  return (
    <Deeper>
      <Inner>
        <Questions key={props.at} {...props} />
      </Inner>
    </Deeper>
  );
}

function Questions({ question, context, own, answers, at, about, active, faults, tried, onChange }: AskProps) {
  const block = useRef<HTMLDivElement>(null);
  const posed = posedWithin(question, own, answers, context);
  const names = posed.map((one) => one.question.name);
  const [chosen, setChosen] = useChosen(active, tried);
  const now =
    chosen !== undefined && names.includes(chosen)
      ? chosen
      : (lackingWithin(posed, answers)?.question.name ?? names[0]);
  const say = (name: string, envelope: Envelope | undefined, done = false) => {
    const rest = Object.fromEntries(Object.entries(answers).filter(([other]) => other !== name));
    const next = envelope ? { ...rest, [name]: envelope } : rest;
    const lacking = done ? lackingWithin(posedWithin(question, own, next, context), next, name) : undefined;
    setChosen(done ? lacking?.question.name : name);
    onChange(next, done && !lacking);
  };
  const move = (by: 1 | -1) => {
    const here = document.activeElement;
    if (here && here !== document.body && !block.current?.contains(here)) return false;
    const to = names[names.indexOf(now ?? "") + by];
    if (to === undefined) return false;
    setChosen(to);
  };
  useHotkeys("annotate", { "work.next": () => move(1), "work.previous": () => move(-1) }, { active, level: 4 });
  const lack = (one: Posed) => (tried && lackOf(one, answers[one.question.name]) ? t("work.needed") : null);
  return (
    <div ref={block} className="ask">
      {posed.map((one) => {
        const name = one.question.name;
        const shared = {
          posed: one,
          at: `${at}/${name}`,
          envelope: answers[name],
          faults: faultsUnder(faults, name),
          lack: lack(one),
          onActivate: () => setChosen(name),
        };
        return active && name === now ? (
          <Frame
            key={name}
            {...shared}
            heading="h3"
            about={about}
            active
            tried={tried}
            onEnvelope={(envelope, done) => say(name, envelope, done)}
          />
        ) : (
          <Folded key={name} {...shared} />
        );
      })}
    </div>
  );
}
