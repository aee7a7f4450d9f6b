/** `items`: a list that the person builds: claims, facts, goals, beats, each with its words, its place and what is asked of it. */
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { listType } from "../listed";
import { isItem, listing, type Item } from "./items";

export const type: QuestionType<Item[]> = {
  name: "items",
  place: "panel",
  ...lazily(() => import("./parts")),
  ...listType(listing, isItem),
  hotkeys: [
    { id: "items.add", keys: ["c"], scope: "question:items", label: "work.keys.itemAdd" },
    { id: "items.write", keys: ["i"], scope: "question:items", label: "work.keys.itemWrite" },
    { id: "items.place", keys: ["p"], scope: "question:items", label: "work.keys.itemPlace" },
    { id: "items.pick", keys: ["digit"], scope: "question:items", label: "work.keys.itemPick" },
    { id: "items.remove", keys: ["delete"], scope: "question:items", label: "work.keys.itemRemove" },
    { id: "items.up", keys: ["alt+up"], scope: "question:items", label: "work.keys.itemUp" },
    { id: "items.down", keys: ["alt+down"], scope: "question:items", label: "work.keys.itemDown" },
    { id: "items.none", keys: ["n"], scope: "question:items", label: "work.keys.itemNone" },
  ],
};
