/** Where on the page each question stands: under its element, in the panel beside the record, or in the strip below it. */
import type { Spec } from "../../api/shapes";
import { questionType } from "../../questions/registry";
import type { Asked } from "../../schema/answers";
import { stageQuestions } from "../../schema/questions";
import { hasMain } from "./RecordView";
import { isTogether } from "./together";

/** What stands in one place: a question, or one asked of several elements that is shown as one. */
export type Placed = readonly [Asked, ...Asked[]];

export interface Places {
  /** By `field/element`. */
  readonly below: ReadonlyMap<string, readonly Asked[]>;
  readonly panel: readonly Placed[];
  readonly strip: readonly Placed[];
  /** Fields under whose elements a question is only a line until it is its turn. */
  readonly folds: ReadonlySet<string>;
}

/** Where this many elements each have a question, only the one whose turn it is stands open. */
const MANY = 5;

/** Whether a stage has questions that may come to stand beside what is compared: then their place is kept, so that nothing moves. */
export function keepsPanel(spec: Spec, stage: string): boolean {
  return (
    hasMain(spec) &&
    stageQuestions(spec, stage).some(
      ({ each, type }) => !(each && spec.fields[each]) && questionType(type)?.place !== "strip",
    )
  );
}

/** The questions in their places. */
export function placesOf(questions: readonly Asked[], spec: Spec): Places {
  const below = new Map<string, Asked[]>();
  const elements = new Map<string, number>();
  const panel: Placed[] = [];
  const strip: Placed[] = [];
  const shared = new Map<string, Asked[]>();
  const folds = new Set<string>();
  for (const one of questions) {
    const { each } = one.question;
    if (isTogether(one)) {
      const all = shared.get(one.question.name);
      if (all) all.push(one);
      else {
        const begun: [Asked, ...Asked[]] = [one];
        shared.set(one.question.name, begun);
        strip.push(begun);
      }
    } else if (each && spec.fields[each]) {
      const key = `${each}/${one.element}`;
      const own = below.get(key);
      if (own) {
        own.push(one);
        folds.add(each);
      } else {
        below.set(key, [one]);
        elements.set(each, (elements.get(each) ?? 0) + 1);
      }
      if ((elements.get(each) ?? 0) >= MANY) folds.add(each);
    } else if (one.type?.place === "strip" && hasMain(spec)) strip.push([one]);
    else panel.push([one]);
  }
  return { below, panel, strip, folds };
}
