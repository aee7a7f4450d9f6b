/** `marks`: places that the person draws in texts, each with a label and what is asked of it. */
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { listType } from "../listed";
import { isMark, listing, together, type Mark } from "./marks";

const list = listType(listing, isMark);

export const type: QuestionType<Mark[]> = {
  name: "marks",
  place: "panel",
  ...lazily(() => import("./parts")),
  ...list,
  fits: (value, question, context) =>
    list.fits(value, question, context) && together(value as unknown as Mark[], question),
  hotkeys: [],
};
