/** Types that other packages bring: looked for only where a project has a type that this app does not know. */
import type { Spec } from "../api/shapes";
import { fieldType } from "../fields/registry";
import { questionType } from "../questions/registry";

/** Loads the browser's part of the types that a project has and this app does not. */
export async function preparePlugins(spec: Spec): Promise<void> {
  const fields = Object.values(spec.fields).some((one) => !fieldType(one.type));
  if (!fields && !strange(spec.questions)) return;
  try {
    await (await import("./loading")).loadPlugins();
  } catch {
    // the page says where it does not know a type
  }
}

/** Whether there is a question of a type that is not known, on its own or within another. */
function strange(questions: unknown): boolean {
  if (questions === null || typeof questions !== "object") return false;
  return Object.values(questions as Record<string, { type?: unknown; ask?: unknown }>).some(
    (one) => (typeof one.type === "string" && !questionType(one.type)) || strange(one.ask),
  );
}
