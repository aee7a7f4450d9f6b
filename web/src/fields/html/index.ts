/** `html`: a page or fragment, shown in a sandboxed frame. */
import type { FieldType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { htmlBlocks } from "../text/html";

export const type: FieldType<string> = {
  name: "html",
  role: "context",
  ...lazily(() => import("./View")),
  elements: () => [],
  plainText: (value) =>
    htmlBlocks(value)
      .map((block) => block.map((piece) => piece.text).join(""))
      .join(" ")
      .replace(/\s+/g, " ")
      .trim(),
  // what is in the frame cannot be pointed at from outside
  texts: () => [],
};
