/** `links`: typed relations between two places: this claim rests on that sentence. */
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { listType } from "../listed";
import { isLink, listing, together, type Link } from "./links";

const list = listType(listing, isLink);

export const type: QuestionType<Link[]> = {
  name: "links",
  place: "panel",
  ...lazily(() => import("./parts")),
  ...list,
  fits: (value, question, context) =>
    list.fits(value, question, context) && together(value as unknown as Link[], question),
  hotkeys: [
    { id: "links.mark", keys: ["[", "]"], scope: "question:links", label: "links.keys.mark" },
    { id: "links.turn", keys: ["z"], scope: "question:links", label: "links.keys.turn" },
    { id: "links.drop", keys: ["esc"], scope: "question:links", label: "links.keys.drop" },
  ],
};
