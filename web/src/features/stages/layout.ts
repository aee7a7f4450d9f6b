/** Where the stages and their moves stand in the drawing: stages one below the other, moves that skip on the right, those back on the left. */
import type { MoveDef, StageDef } from "../../api/shapes";

export const NODE = { width: 230, height: 58, gap: 46 } as const;
const LANE = 22;
const MARGIN = 14;

export interface Node {
  readonly name: string;
  readonly stage: StageDef | null;
  readonly x: number;
  readonly y: number;
}

export interface Edge {
  readonly number: number;
  readonly from: string;
  readonly to: string;
  /** Undefined where it is what happens when no move holds. */
  readonly move: MoveDef | undefined;
  readonly way: "down" | "skip" | "back";
  readonly path: string;
  /** Where its number stands. */
  readonly at: readonly [number, number];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** All moves in the order they are tried, with what happens where none holds. */
export function movesOf(stages: readonly StageDef[]): { from: string; to: string; move: MoveDef | undefined }[] {
  const bounded = new Set(stages.filter((one) => one.cycles).map((one) => one.name));
  return stages.flatMap((stage) => {
    const moves = stage.next ?? [{ to: "done" }];
    const listed = moves.map((move) => ({ from: stage.name, to: move.to, move: move as MoveDef | undefined }));
    const always = moves.some((move) => !move.when && !bounded.has(move.to));
    return always ? listed : [...listed, { from: stage.name, to: "done", move: undefined }];
  });
}

/** The drawing. Lanes are given so that no two arcs on a side lie over each other. */
export function drawingOf(stages: readonly StageDef[]): Drawing {
  const moves = movesOf(stages);
  const ends = ["done", "rejected", "returned"].filter((end) => moves.some((move) => move.to === end));
  const names = [...stages.map((one) => one.name), ...ends];
  const place = new Map(names.map((name, at) => [name, at]));
  const lanes: Record<"skip" | "back", [number, number][][]> = { skip: [], back: [] };
  const laid = moves.map((one, at) => {
    const from = place.get(one.from) ?? 0;
    const to = place.get(one.to) ?? 0;
    const way: Edge["way"] = to <= from ? "back" : to === from + 1 && !twice(moves, one, at) ? "down" : "skip";
    return {
      ...one,
      from_: from,
      to_: to,
      way,
      lane: way === "down" ? 0 : laneFor(lanes[way], from, to),
      number: at + 1,
    };
  });
  const left = MARGIN + (lanes.back.length + 1) * LANE;
  const x = left;
  const y = (at: number) => MARGIN + at * (NODE.height + NODE.gap);
  const nodes = names.map((name, at) => ({
    name,
    stage: stages.find((one) => one.name === name) ?? null,
    x,
    y: y(at),
  }));
  const edges = laid.map(({ from_, to_, lane, ...one }): Edge => {
    const about = { number: one.number, from: one.from, to: one.to, move: one.move, way: one.way };
    if (one.way === "down") {
      const middle = x + NODE.width / 2;
      const [top, bottom] = [y(from_) + NODE.height, y(to_)];
      return { ...about, path: `M${middle},${top} L${middle},${bottom - 4}`, at: [middle + 14, (top + bottom) / 2] };
    }
    const out = one.way === "skip" ? x + NODE.width + (lane + 1) * LANE : x - (lane + 1) * LANE;
    const edge = one.way === "skip" ? x + NODE.width : x;
    const tip = one.way === "skip" ? edge + 4 : edge - 4;
    const start = y(from_) + NODE.height * (one.way === "skip" ? 0.7 : 0.3);
    const end = y(to_) + NODE.height * (one.way === "skip" ? 0.3 : 0.7);
    return { ...about, path: `M${edge},${start} H${out} V${end} H${tip}`, at: [out, (start + end) / 2] };
  });
  return {
    width: x + NODE.width + (lanes.skip.length + 1) * LANE + MARGIN,
    height: y(names.length) - NODE.gap + MARGIN,
    nodes,
    edges,
  };
}

/** Whether another move leads the same way: then only the last one is drawn straight down. */
function twice(moves: readonly { from: string; to: string }[], one: { from: string; to: string }, at: number): boolean {
  return moves.slice(at + 1).some((other) => other.from === one.from && other.to === one.to);
}

function laneFor(lanes: [number, number][][], from: number, to: number): number {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const free = lanes.findIndex((taken) => taken.every(([start, end]) => high < start || low > end));
  if (free < 0) lanes.push([[low, high]]);
  else lanes[free]?.push([low, high]);
  return free < 0 ? lanes.length - 1 : free;
}
