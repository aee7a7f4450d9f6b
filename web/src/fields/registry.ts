/** The field types: every folder here with an index is one. */
import type { FieldType } from "../schema/kinds";

const folders = import.meta.glob<{ type: FieldType }>("./*/index.ts", { eager: true });
const types = new Map(Object.values(folders).map(({ type }) => [type.name, type]));

/** The type of a field; undefined where this browser app does not know it. */
export function fieldType(name: string): FieldType | undefined {
  return types.get(name);
}
