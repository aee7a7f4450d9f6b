/** Selecting with the keyboard: what each key of caret mode does on the stage. */
import { moved, rightToLeft, type By } from "./moves";
import type { Shown } from "./shown";
import { lineBeside } from "./sight";
import { spanOf, type Picked, type Stage } from "./stage";

export class Caret {
  private readonly stage: Stage;
  /** The place across the line that a walk up or down keeps to. */
  private column: number | null = null;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** Enters caret mode, with what is selected. */
  enter(): boolean {
    const { picked } = this.stage.snapshot();
    if (picked) {
      this.stage.pick({ ...picked, by: "keys" }, null);
      return true;
    }
    const start = this.stage.begin();
    if (!start) return false;
    const { at, source } = start;
    this.stage.pick({ at, anchor: source, focus: source, pieces: [], whole: false, by: "keys" }, null);
    return true;
  }

  /** One step; `extend` keeps the other end of the selection where it is. */
  move(by: By, forward: boolean, extend: boolean): void {
    this.column = null;
    const { caret } = this.stage;
    if (!caret) return;
    const { shown, picked, index } = caret;
    const next = moved(shown.text, index, by, forward, this.stage.language(picked.at));
    if (next === index && !extend) this.toPlace(forward ? 1 : -1, !forward);
    else this.put(shown, picked, next, extend);
  }

  /** One step in the direction of an arrow, which depends on how the line is written. */
  arrow(by: By, toRight: boolean, extend: boolean): void {
    const { caret } = this.stage;
    if (!caret) return;
    const { text } = caret.shown;
    const start = text.lastIndexOf("\n", caret.index - 1) + 1;
    const end = text.indexOf("\n", caret.index);
    this.move(by, toRight !== rightToLeft(text.slice(start, end < 0 ? undefined : end)), extend);
  }

  /** A line up or down. */
  line(down: boolean, extend: boolean): void {
    const { caret } = this.stage;
    const dom = caret?.shown.domAt(caret.index);
    if (!caret || !dom) return;
    const { shown, picked, index } = caret;
    const found = lineBeside(dom, down, this.column);
    const next = found ? shown.indexAt(found.node, found.offset) : null;
    if (found && next !== null && (down ? next > index : next < index)) {
      this.put(shown, picked, next, extend);
      this.column = found.column;
    } else if (extend) this.put(shown, picked, down ? shown.text.length : 0, true);
    else this.toPlace(down ? 1 : -1, !down);
  }

  /** The next or previous place that can be marked: its beginning, or its end. */
  toPlace(by: 1 | -1, toEnd = false): void {
    const { picked } = this.stage.snapshot();
    const open = this.stage.open();
    const at = open[open.findIndex((one) => one.at === picked?.at) + by];
    if (!picked || !at) return;
    const source = at.sourceAt(toEnd ? at.text.length : 0);
    this.stage.pick({ ...picked, at: at.at, anchor: source, focus: source, pieces: [], whole: false }, null);
  }

  /** The whole element, or all of its text where only text can be marked. */
  all(): void {
    const { caret } = this.stage;
    const layer = caret && this.stage.layers.receiver(caret.picked.at);
    if (!layer) return;
    const span = caret.shown.sourceOf(0, caret.shown.text.length);
    if (layer.elements) this.stage.pick({ ...caret.picked, pieces: [], whole: true }, null);
    else if (span) this.stage.pick({ ...caret.picked, anchor: span[0], focus: span[1], whole: false }, null);
  }

  /** Keeps what is selected as a piece of the place, and selects the next. */
  more(): boolean {
    const { picked } = this.stage.snapshot();
    if (!picked || picked.whole || picked.anchor === picked.focus) return false;
    if (!this.stage.layers.receiver(picked.at)?.inParts) return false;
    const pieces = [...picked.pieces, spanOf(picked)];
    this.stage.pick({ ...picked, pieces, anchor: picked.focus, by: "keys" }, null);
    return true;
  }

  private put(shown: Shown, picked: Picked, index: number, extend: boolean): void {
    const focus = shown.sourceAt(index);
    const anchor = extend ? picked.anchor : focus;
    this.stage.pick({ ...picked, focus, anchor, whole: false, by: "keys" }, null);
  }
}
