/** The project language as its JSON Schema tells it (`GET /schema`): what may stand where, for the form and for completion. */
import { queryOptions } from "@tanstack/react-query";

import { api } from "../../api/client";
import type { Json } from "../../api/shapes";

/** The part of JSON Schema that the project language is written in. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly Json[];
  /** What a text is: one of these names, or words that begin with one; what they stand for is in `namesFor`. */
  readonly "x-names"?: readonly string[];
  readonly "x-begins"?: readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly propertyNames?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly $ref?: string;
}

export interface Language extends Shape {
  readonly $defs: Readonly<Record<string, Shape>>;
}

export const languageQuery = queryOptions({
  queryKey: ["schema"],
  staleTime: Infinity,
  queryFn: ({ signal }) => api.get<Language>("/schema", { signal }),
});

/** What two kinds of parts a project has. */
export type What = "field" | "question";

/** The types there are, by name, each with what is said of it. */
export function typesOf(language: Language, what: What): readonly (readonly [string, string])[] {
  return Object.entries(language.$defs)
    .filter(([name]) => name.startsWith(`${what}-`))
    .map(([name, shape]) => [name.slice(what.length + 1), (shape.description ?? "").replaceAll("`", "")]);
}

/** What a field or question of a type may say, `type` aside. */
export function parametersOf(language: Language, what: What, type: string): readonly (readonly [string, Shape])[] {
  const all = language.$defs[`${what}-${type}`]?.properties ?? {};
  return Object.entries(all).filter(([name]) => name !== "type");
}

/** The shapes that may stand at a path; `type` of what is there chooses among several. */
export function shapesAt(language: Language, value: Json, path: readonly string[]): Shape[] {
  let shapes: Shape[] = [language];
  let here: Json | undefined = value;
  for (const key of path) {
    shapes = shapes.flatMap((shape) => alternatives(language, shape, here)).flatMap((shape) => inside(shape, key));
    here = childOf(here, key);
  }
  return shapes.flatMap((shape) => alternatives(language, shape, here));
}

function childOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return value !== null && typeof value === "object" ? value[key] : undefined;
}

function inside(shape: Shape, key: string): Shape[] {
  const own = shape.properties?.[key];
  if (own) return [own];
  if (shape.items && /^\d+$/.test(key)) return [shape.items];
  return typeof shape.additionalProperties === "object" ? [shape.additionalProperties] : [];
}

function alternatives(language: Language, shape: Shape, value: Json | undefined): Shape[] {
  if (shape.$ref) {
    const found = language.$defs[shape.$ref.replace("#/$defs/", "")];
    return found ? alternatives(language, found, value) : [];
  }
  const some = (shape.oneOf ?? shape.anyOf)?.flatMap((one) => alternatives(language, one, value));
  if (!some) return [shape];
  const type = value !== null && typeof value === "object" && !Array.isArray(value) ? value.type : undefined;
  const typed = some.filter((one) => one.properties?.type?.const !== undefined);
  if (!typed.length) return some;
  const chosen = typed.filter((one) => one.properties?.type?.const === type);
  return chosen.length ? chosen : typed;
}

/** What the names of a shape stand for at a place in a project: fields, questions, the questions before, stages, or a word itself. */
export function namesFor(value: Json, path: readonly (string | number)[], names: readonly string[]): string[] {
  const whole = value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  const keys = (part: string) => {
    const there = whole[part];
    return there !== null && typeof there === "object" && !Array.isArray(there) ? Object.keys(there) : [];
  };
  const questions = keys("questions");
  const found = names.flatMap((name) => {
    if (name === "fields" || name === "questions") return keys(name);
    if (name === "earlier") return questions.slice(0, Math.max(0, questions.indexOf(String(path[1]))));
    return name === "stages" ? stagesOf(whole.stages) : [name];
  });
  return [...new Set(found)];
}

function stagesOf(stages: Json | undefined): string[] {
  if (!Array.isArray(stages)) return ["annotate"];
  return stages.flatMap((one) =>
    one !== null && typeof one === "object" && !Array.isArray(one) && typeof one.name === "string" ? [one.name] : [],
  );
}
