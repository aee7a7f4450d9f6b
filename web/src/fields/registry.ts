/** The field types: every folder here with an index is one. */
import type { Spec } from "../api/shapes";
import { register } from "../hotkeys/registry";
import type { FieldType } from "../schema/kinds";

const folders = import.meta.glob<{ type: FieldType }>("./*/index.ts", { eager: true });
const types = new Map(Object.values(folders).map(({ type }) => [type.name, type]));
for (const type of types.values()) register(type.hotkeys ?? []);

/** The type of a field; undefined where this browser app does not know it. */
export function fieldType(name: string): FieldType | undefined {
  return types.get(name);
}

/** Takes a type in that another package brings; a built-in one is never replaced. */
export function adoptFieldType(type: FieldType): void {
  if (types.has(type.name)) return;
  types.set(type.name, type);
  register(type.hotkeys ?? []);
}

/** Loads what the views of a project's fields need. */
export async function prepareFields(spec: Spec): Promise<void> {
  const names = new Set(Object.values(spec.fields).flatMap((field) => [field.type, nested(field.of)]));
  await Promise.all([...names].map((name) => types.get(name)?.load?.()));
}

function nested(of: unknown): string {
  return of !== null && typeof of === "object" && "type" in of ? String(of.type) : "";
}
