/** The library that reads conditions, set to read them as the server does; it comes when a project has a condition. */
import { Environment } from "@marcbachmann/cel-js";

import { length } from "./offsets";

/** CEL as both sides read it alike: sizes are doubles in code points, patterns read whole characters, numbers of two kinds compare. */
export function makeEnvironment(): Environment {
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
