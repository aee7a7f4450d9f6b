/** The keys of selecting and walking in texts, the same for every question that draws. */
import { register } from "../hotkeys/registry";

const arrows = (...before: readonly string[]) =>
  before.flatMap((held) => ["left", "right"].flatMap((key) => [`${held}${key}`, `${held}shift+${key}`]));

register([
  { id: "anchors.caret", keys: ["v"], scope: "anchors", label: "anchors.keys.caret" },
  { id: "anchors.previous", keys: ["["], scope: "anchors", label: "anchors.keys.previous" },
  { id: "anchors.next", keys: ["]"], scope: "anchors", label: "anchors.keys.next" },
  { id: "anchors.remove", keys: ["delete", "x"], scope: "anchors", label: "anchors.keys.remove" },
  { id: "anchors.none", keys: ["n"], scope: "anchors", label: "anchors.keys.none" },
  { id: "anchors.relabel", keys: ["any"], scope: "anchors", label: "anchors.keys.relabel" },
  { id: "caret.move", keys: ["left", "right", "up", "down"], scope: "caret", label: "anchors.keys.move" },
  {
    id: "caret.extend",
    keys: ["shift+left", "shift+right", "shift+up", "shift+down"],
    scope: "caret",
    label: "anchors.keys.extend",
  },
  { id: "caret.word", keys: arrows("mod+"), scope: "caret", label: "anchors.keys.word" },
  { id: "caret.sentence", keys: arrows("alt+"), scope: "caret", label: "anchors.keys.sentence" },
  {
    id: "caret.paragraph",
    keys: ["mod+up", "mod+down", "mod+shift+up", "mod+shift+down"],
    scope: "caret",
    label: "anchors.keys.paragraph",
  },
  { id: "caret.edge", keys: ["home", "end", "shift+home", "shift+end"], scope: "caret", label: "anchors.keys.edge" },
  { id: "caret.place", keys: ["pageup", "pagedown"], scope: "caret", label: "anchors.keys.place" },
  { id: "caret.all", keys: ["mod+a"], scope: "caret", label: "anchors.keys.all" },
  { id: "caret.more", keys: [","], scope: "caret", label: "anchors.keys.more" },
  { id: "caret.take", keys: ["enter"], scope: "caret", label: "anchors.keys.take" },
  { id: "caret.leave", keys: ["esc", "v"], scope: "caret", label: "anchors.keys.leave" },
  { id: "caret.entry", keys: ["any"], scope: "caret", label: "anchors.keys.entry" },
]);
