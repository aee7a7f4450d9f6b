/** `trajectory`: what an agent did, step by step. */
import type { Json } from "../../api/shapes";
import type { FieldType } from "../../schema/kinds";
import { markdown } from "../content/markdownLater";
import { lazily } from "../lazily";
import { failed, runOf, told } from "./steps";

export const type: FieldType<Json> = {
  name: "trajectory",
  role: "context",
  ...lazily(() => import("./View"), markdown.load),
  elements: (value) =>
    runOf(value).steps.map((step, index) => ({
      id: step.id,
      index,
      text: told(step).text,
      failed: failed(step),
      kind: step.kind,
      role: step.role ?? null,
      agent: step.agent ?? null,
      tool: step.tool ?? null,
      parent: step.parent ?? null,
    })),
  hotkeys: [{ id: "field.fold", keys: ["z"], scope: "field:trajectory", label: "fields.keys.fold" }],
  rewritable: (value) => runOf(value).steps as unknown as Json,
  plainText: (value) => {
    const run = runOf(value);
    return [...(run.goals ?? []), ...run.steps.map((step) => told(step).text)].filter(Boolean).join("\n\n");
  },
};
