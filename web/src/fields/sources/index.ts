/** `sources`: reference documents, searched in a pane of their own. */
import type { Json } from "../../api/shapes";
import type { FieldType } from "../../schema/kinds";
import { lazily } from "../lazily";
import type { Document } from "./passages";

export const type: FieldType<Json> = {
  name: "sources",
  role: "reference",
  ...lazily(() => import("./View")),
  corpus: (field) => field.corpus === true,
  elements: (value) =>
    (value as unknown as Document[]).map((one, index) => ({
      id: one.id,
      index,
      text: one.text,
      title: one.title ?? null,
      url: one.url ?? null,
    })),
  hotkeys: [{ id: "field.search", keys: ["/"], scope: "field:sources", label: "fields.keys.search" }],
  plainText: (value) =>
    (value as unknown as Document[]).map((one) => [one.title, one.text].filter(Boolean).join("\n")).join("\n\n"),
};
