/** `persona`: who the model is to be, or what it must keep to. */
import type { Json } from "../../api/shapes";
import type { FieldType } from "../../schema/kinds";
import { markdown } from "../content/markdownLater";
import { lazily } from "../lazily";
import type { Persona } from "./persona";

export const type: FieldType<Json> = {
  name: "persona",
  role: "context",
  ...lazily(() => import("./View"), markdown.load),
  elements: (value) =>
    ((value as unknown as Persona).rules ?? []).map((rule, index) => ({ id: rule.id, index, text: rule.text })),
  plainText: (value) => {
    const { name, description, traits = [], rules = [], examples = [] } = value as unknown as Persona;
    return [name, description, ...traits, ...rules.map((rule) => rule.text), ...examples].filter(Boolean).join("\n");
  },
};
