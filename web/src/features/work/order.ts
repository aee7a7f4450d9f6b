/** The order in which what is asked comes to a person, and where to go next. */
import type { Answers } from "../../api/shapes";
import { lacks, type Asked } from "../../schema/answers";
import { isTogether } from "./together";

/**
 * Questions asked in a row of the same elements go element by element: all about A, then all about B; but one that is
 * shown as one for all its elements (a curve) stays together.
 */
export function inOrder(all: readonly Asked[]): Asked[] {
  const out: Asked[] = [];
  for (let at = 0; at < all.length;) {
    const first = all[at];
    const each = first && isTogether(first) ? undefined : first?.question.each;
    let end = at + 1;
    for (let next = all[end]; each && next?.question.each === each && !isTogether(next); next = all[end]) end++;
    const run = all.slice(at, end);
    const elements = [...new Set(run.map((one) => one.element))];
    out.push(...elements.flatMap((element) => run.filter((one) => one.element === element)));
    at = end;
  }
  return out;
}

/** What to answer after this: the next one that still lacks something needed, going round; undefined when nothing does. */
export function nextLacking(all: readonly Asked[], answers: Answers, after: string | undefined): Asked | undefined {
  const at = all.findIndex((one) => one.key === after);
  const turned = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return turned.find((one) => lacks(one, answers));
}

/** The neighbour in the order: 1 is the next, -1 the previous. */
export function neighbour(all: readonly Asked[], key: string | undefined, by: 1 | -1): Asked | undefined {
  return all[all.findIndex((one) => one.key === key) + by];
}

/** The same question of the neighbouring element; from a question about the whole record, the first element's. */
export function elementNeighbour(all: readonly Asked[], key: string | undefined, by: 1 | -1): Asked | undefined {
  const here = all.find((one) => one.key === key);
  const same = here?.question.each
    ? all.filter((one) => one.question.name === here.question.name)
    : all.filter((one) => one.question.each);
  const at = same.findIndex((one) => one.key === key);
  return at < 0 ? same[by > 0 ? 0 : same.length - 1] : same[at + by];
}
