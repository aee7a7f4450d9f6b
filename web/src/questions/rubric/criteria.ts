/** The criteria of a rubric, the points each can get with their keys, and when a value is whole. */
import { t } from "../../app/catalogue";
import type { Json } from "../../api/shapes";
import type { Context, Question } from "../../schema/kinds";
import { fits as fitsScale, pointsOf as scalePoints } from "../rating/scale";

export interface Criterion {
  readonly name: string;
  readonly weight: number;
  readonly help: string;
}

export type Score = number | string;

export interface Scored {
  score?: Score;
  why?: string;
}

/** Criterion to score; while somebody is at it, not every one is there. */
export interface Rubric {
  [criterion: string]: Scored;
}

export interface Point {
  readonly score: Score;
  readonly words: string;
  /** The words where there is little room. */
  readonly short?: string;
  /** What stands for it besides colour. */
  readonly sign: string;
  readonly key: string;
}

const ABSENT = "not_applicable";

/** The criteria asked about, the project's or the record's. */
export function criteriaOf(question: Question, context: Context): Criterion[] {
  const given = question.criteria;
  if (Array.isArray(given)) {
    return (given as Partial<Criterion>[]).map(({ name = "", weight = 1, help = "" }) => ({ name, weight, help }));
  }
  return (context.choices.criteria ?? []).map((id) => ({
    name: id,
    weight: 1,
    help: context.words.criteria?.[id] === id ? "" : (context.words.criteria?.[id] ?? ""),
  }));
}

/** What each criterion can get: points of a scale, or the four of a checklist; a project's own keys go first. */
export function pointsOf(question: Question): Point[] {
  const own = question.hotkeys ?? {};
  const points = question.scale === "checklist" ? checklist(question) : scale(question);
  return points.map((point) => ({ ...point, key: own[String(point.score)] ?? point.key }));
}

function checklist(question: Question): Point[] {
  const points = [
    { score: "met", words: t("work.met"), sign: "✓", key: "1" },
    { score: "partly", words: t("work.partly"), sign: "◐", key: "2" },
    { score: "not_met", words: t("work.notMet"), sign: "✕", key: "3" },
  ];
  return question.not_applicable === false ? points : [...points, absent("0")];
}

function scale(question: Question): Point[] {
  const points = scalePoints(bounds(question)).map(({ value, words, key }) => ({
    score: value,
    words: words || String(value),
    sign: String(value),
    key,
  }));
  return question.not_applicable === true ? [...points, absent("x")] : points;
}

function absent(key: string): Point {
  return { score: ABSENT, words: t("work.notApplicable"), short: t("work.absentShort"), sign: "–", key };
}

function bounds(question: Question): Question {
  return { ...question, min: question.min ?? 0, max: question.max ?? 4, step: question.step ?? 1, allow_na: false };
}

/** Whether reasons are asked for each criterion. */
export function whyOf(question: Question): "none" | "optional" | "required" {
  return (question.why as "optional" | "required" | undefined) ?? "none";
}

/** Whether a criterion has all it needs. */
export function scored(one: Scored | undefined, question: Question): boolean {
  if (one?.score === undefined) return false;
  const known = pointsOf(question).some((point) => point.score === one.score);
  const onScale = question.scale !== "checklist" && fitsScale(one.score, bounds(question));
  return (known || onScale) && (whyOf(question) !== "required" || Boolean(one.why?.trim()));
}

/** The criterion that waits, after a name, going round. */
export function nextCriterion(question: Question, context: Context, value: Rubric, after = ""): Criterion | undefined {
  const all = criteriaOf(question, context);
  const at = all.findIndex((one) => one.name === after);
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find((one) => !scored(value[one.name], question));
}

/** Whether somebody can work with a value. */
export function usable(value: Json): boolean {
  const isObject = (one: Json | undefined) => one !== null && typeof one === "object" && !Array.isArray(one);
  return isObject(value) && Object.values(value as Record<string, Json>).every(isObject);
}

/** Whether a value may be submitted: every criterion once, each on the scale. */
export function fits(value: Json, question: Question, context: Context): boolean {
  if (!usable(value)) return false;
  const names = criteriaOf(question, context).map((one) => one.name);
  const rubric = value as unknown as Rubric;
  return (
    names.every((name) => scored(rubric[name], question)) && Object.keys(rubric).every((name) => names.includes(name))
  );
}

/** Without empty reasons, and without reasons that nobody asked for. */
export function settle(value: Rubric, question: Question): Rubric {
  const asked = whyOf(question) !== "none";
  return Object.fromEntries(
    Object.entries(value).map(([name, { score, why }]) => [
      name,
      { ...(score === undefined ? {} : { score }), ...(asked && why?.trim() ? { why } : {}) },
    ]),
  );
}

/** The weighted mean of the scores as parts of the scale; null when nothing applies (accord.schema.questions.rubric.total). */
export function total(value: Rubric, question: Question, context: Context): number | null {
  const { min, max } = bounds(question) as unknown as { min: number; max: number };
  const shares: Readonly<Record<string, number>> = { met: 1, partly: 0.5, not_met: 0 };
  let sum = 0;
  let weights = 0;
  for (const { name, weight } of criteriaOf(question, context)) {
    const score = value[name]?.score;
    if (score === undefined || score === ABSENT) continue;
    const share = typeof score === "string" ? (shares[score] ?? 0) : (score - min) / (max - min);
    sum += weight * share;
    weights += weight;
  }
  return weights ? Number((sum / weights).toFixed(12)) : null;
}

/** What conditions see: `quality.total < 0.5`, `quality.scores['polite'] == 0`. */
export function binding(value: Rubric, question: Question, context: Context): Json {
  const scores = Object.entries(value).map(([name, one]) => [name, one.score ?? null] as const);
  return { total: total(value, question, context), scores: Object.fromEntries(scores) };
}
