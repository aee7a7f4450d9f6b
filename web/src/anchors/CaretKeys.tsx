/** Listens to the keys of the stage: `v` anywhere, the others while something is selected. */
import { useState } from "react";

import { t } from "../app/catalogue";
import { useHotkeys } from "../hotkeys/hotkeys";
import { Caret } from "./caret";
import type { Picked, Stage } from "./stage";

/** Above all that is on the page: while something is selected, letters are labels. */
const ABOVE_ALL = 200;

export function CaretKeys({ stage, picked }: { stage: Stage; picked: Picked | null }) {
  const [caret] = useState(() => new Caret(stage));
  const enter = () => {
    if (!caret.enter()) return false;
    stage.say(t("anchors.caretOn"));
  };
  const extends_ = (press: string) => press.includes("shift+");
  const steps = (by: "word" | "sentence") => (press: string) => {
    caret.arrow(by, press.endsWith("right"), extends_(press));
    told(stage);
  };
  const plain = (press: string) => {
    if (/up$|down$/.test(press)) caret.line(press.endsWith("down"), extends_(press));
    else caret.arrow("character", press.endsWith("right"), extends_(press));
    told(stage);
  };
  const entry = (press: string) => {
    const letter = press.replace("shift+", "");
    const found = stage.entries.find((one) => one.key === letter);
    if (found) stage.take(found.path);
    // other letters would mean something else entirely just now
    else if (!/^\p{L}$/u.test(letter)) return false;
  };
  const take = () => {
    if (!picked || (picked.anchor === picked.focus && !picked.whole && !picked.pieces.length)) return false;
    const [only, ...others] = stage.entries;
    if (others.length) return stage.pick(picked, "picked");
    stage.take(only?.path);
  };
  useHotkeys("anchors", { "anchors.caret": enter }, { active: !picked, level: 2 });
  useHotkeys(
    "caret",
    {
      "caret.leave": () => stage.drop(),
      "caret.move": plain,
      "caret.extend": plain,
      "caret.word": steps("word"),
      "caret.sentence": steps("sentence"),
      "caret.paragraph": (press) => (caret.move("paragraph", press.endsWith("down"), extends_(press)), told(stage)),
      "caret.edge": (press) => (caret.move("line-edge", press.endsWith("end"), extends_(press)), told(stage)),
      "caret.place": (press) => caret.toPlace(press === "pagedown" ? 1 : -1),
      "caret.all": () => caret.all(),
      "caret.more": () => caret.more(),
      "caret.take": take,
      "caret.entry": entry,
    },
    { active: picked !== null, level: ABOVE_ALL },
  );
  return null;
}

/** Says what is selected. */
function told(stage: Stage): void {
  const quote = stage.selection()?.quote;
  stage.say(quote ? t("anchors.selected", { quote }) : "");
}
