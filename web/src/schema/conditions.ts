/**
 * Conditions (`where`, `visible_if`, `required`) in CEL, with one meaning here and in Python; tests/vectors/conditions.json proves it.
 *
 * The two libraries differ on whole numbers, so every bound number is a double and whole literals are read as doubles too
 * (an index stays whole). Whatever goes wrong on data makes the condition false.
 */
import type { Environment } from "@marcbachmann/cel-js";

import type { Json } from "../api/shapes";

const TOKENS =
  /(?<string>r?"(?:\\.|[^"\\])*"|r?'(?:\\.|[^'\\])*')|(?<call>(?:size|matches)(?=\s*\())|(?<name>[A-Za-z_]\w*)|(?<double>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)|(?<index>(?<=[\w\])]\s*)(?<!\bin\s*)\[\s*\d+\s*\])|(?<whole>\d+)(?!\w)/g;

let environment: Environment | undefined;

/** Loads what reads conditions. */
export async function loadConditions(): Promise<void> {
  const { makeEnvironment } = await import("./cel");
  environment ??= makeEnvironment();
}

/** Loads it where the questions have a condition. */
export async function prepareConditions(questions: unknown): Promise<void> {
  if (hasConditions(questions)) await loadConditions();
}

/** Whether all that these questions' conditions need is there. */
export function conditionsReady(questions: unknown): boolean {
  return environment !== undefined || !hasConditions(questions);
}

/** Whether questions, or questions within them, have a condition. */
function hasConditions(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  return Object.entries(value).some(
    ([key, inner]: [string, unknown]) =>
      (["where", "visible_if", "required"].includes(key) && typeof inner === "string") || hasConditions(inner),
  );
}

export type Bindings = Readonly<Record<string, Json | undefined>>;
type Compiled = (bindings: Record<string, unknown>) => unknown;

const compiled = new Map<string, Compiled>();

/** The source with whole numbers as doubles, except in an index (`a > 1 && b[0]` becomes `a > 1.0 && b[0]`), and our own `size`. */
export function doubled(source: string): string {
  return source.replace(TOKENS, (match: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    if (groups.call !== undefined) return `${match}_`;
    return groups.whole === undefined ? match : `${match}.0`;
  });
}

/** Whether a condition holds; anything unanswered or of another kind makes it false. */
export function holds(source: string, bindings: Bindings): boolean {
  const reader = environment;
  if (!reader) throw new Error("conditions are asked before they are loaded: prepareConditions comes first");
  try {
    let run = compiled.get(source);
    if (!run) {
      const program = reader.parse(doubled(source));
      run = (bound) => program(bound);
      compiled.set(source, run);
    }
    return run(nulled(bindings)) === true;
  } catch {
    return false; // by definition: an error on data is "does not hold"; the server refused bad conditions when the project was made
  }
}

/** JSON numbers are doubles here already; what is not there is null. */
function nulled(bindings: Bindings): Record<string, unknown> {
  return Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, value ?? null]));
}
