/** Finds words in a record, also where they are folded or outside of a long list's view, where the browser's own search cannot. */
import { useEffect, useMemo, useRef, useState, type RefObject } from "react";

import type { RecordShape, Spec } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { bring } from "../content/keeping";
import { paint, rangesOf } from "../content/paint";
import { hitsIn, MOST, textsOf, type Hit } from "./hits";

import "./find.css";

interface Props {
  readonly spec: Spec;
  readonly record: RecordShape;
  /** What is searched in. */
  readonly root: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function FindBar({ spec, record, root, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  const [current, setCurrent] = useState(0);
  const texts = useMemo(() => textsOf(spec, record), [spec, record]);
  const hits = useMemo(() => hitsIn(texts, words), [texts, words]);
  useEffect(() => field.current?.focus(), []);
  usePaint(root, hits, hits[current]);
  const go = (to: number) => {
    if (!hits.length) return;
    const at = (to + hits.length) % hits.length;
    setCurrent(at);
    const hit = hits[at];
    if (hit && root.current) void bring(root.current, { at: hit.at, offset: hit.from });
  };
  useHotkeys(
    "record",
    {
      "record.find": () => {
        // a second press is the browser's own search
        if (document.activeElement === field.current) return false;
        field.current?.focus();
        field.current?.select();
      },
      "record.findClose": () => (document.activeElement === field.current ? onClose() : false),
    },
    { level: 20 },
  );
  return (
    <form
      className="find-bar"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        go(current + 1);
      }}
    >
      <input
        ref={field}
        type="search"
        className="field"
        aria-label={t("fields.find")}
        placeholder={t("fields.find")}
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setCurrent(0);
          const [first] = hitsIn(texts, event.target.value);
          if (first && root.current) void bring(root.current, { at: first.at, offset: first.from });
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !event.shiftKey) return;
          event.preventDefault();
          go(current - 1);
        }}
      />
      <span className="small quiet num" role="status">
        {said(words, hits.length, current)}
      </span>
      <button type="button" className="button small" disabled={!hits.length} onClick={() => go(current - 1)}>
        {t("fields.findPrevious")}
      </button>
      <button type="submit" className="button small" disabled={!hits.length}>
        {t("fields.findNext")}
      </button>
      <button type="button" className="button small" onClick={onClose}>
        {t("work.close")}
      </button>
    </form>
  );
}

function said(words: string, count: number, current: number): string {
  if (!words.trim()) return "";
  if (!count) return t("fields.findNone");
  return count > MOST
    ? t("fields.findMost", { n: current + 1, of: MOST })
    : t("fields.findOf", { n: current + 1, of: count });
}

/** Paints what is found, and again when the page shows something else. */
function usePaint(root: RefObject<HTMLElement | null>, hits: readonly Hit[], current: Hit | undefined): void {
  useEffect(() => {
    const node = root.current;
    if (!node) return;
    let frame = 0;
    const now = () => {
      frame = 0;
      const ranges = rangesOf(node, hits);
      paint("accord-find", [...ranges.values()].flat());
      paint("accord-find-now", current ? (ranges.get(current) ?? []) : []);
    };
    const soon = () => {
      frame ||= requestAnimationFrame(now);
    };
    now();
    const observer = new MutationObserver(soon);
    observer.observe(node, { subtree: true, childList: true, characterData: true });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      paint("accord-find", []);
      paint("accord-find-now", []);
    };
  }, [root, hits, current]);
}
