/**
 * Conditions (`where`, `visible_if`, `required`) in CEL, with one meaning here and in Python; tests/vectors/conditions.json proves it.
 *
 * The two libraries differ on whole numbers, so every bound number is a double and whole literals are read as doubles too
 * (an index stays whole). Whatever goes wrong on data makes the condition false.
 */
import { Environment } from "@marcbachmann/cel-js";

import type { Json } from "../api/shapes";
import { length } from "./offsets";

const TOKENS =
  /(?<string>r?"(?:\\.|[^"\\])*"|r?'(?:\\.|[^'\\])*')|(?<call>(?:size|matches)(?=\s*\())|(?<name>[A-Za-z_]\w*)|(?<double>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)|(?<index>(?<=[\w\])]\s*)(?<!\bin\s*)\[\s*\d+\s*\])|(?<whole>\d+)(?!\w)/g;

/** CEL as both sides read it alike: sizes are doubles in code points, patterns read whole characters, numbers of two kinds compare. */
const environment = makeEnvironment();

function makeEnvironment(): Environment {
  const made = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
  made.registerFunction("size_(dyn): double", sizeOf);
  made.registerFunction("dyn.size_(): double", sizeOf);
  made.registerFunction("string.matches_(string): bool", (text: string, pattern: string) => {
    return new RegExp(pattern, "u").test(text);
  });
  made.registerOperator("int == double", (a: bigint, b: number) => Number(a) === b);
  return made;
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return length(value);
  if (Array.isArray(value)) return value.length;
  if (value !== null && typeof value === "object") return Object.keys(value).length;
  throw new TypeError("no size");
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
  try {
    let run = compiled.get(source);
    if (!run) {
      const program = environment.parse(doubled(source));
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
