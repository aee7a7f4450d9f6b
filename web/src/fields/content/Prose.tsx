/**
 * What a model or a person wrote, shown safely: no raw HTML, nothing loaded from elsewhere; "source" shows it as it is written.
 *
 * Every text in it is a run (`anchors/contract.ts`): it knows where it stands in the source. Whoever shows a Prose puts a
 * `place` around it, and says by `start` where this text begins in the text of that place.
 */
import { Suspense, useId, useMemo, useRef, useState, type ReactNode } from "react";

import { t } from "../../app/catalogue";
import { Skeleton } from "../../parts/Skeleton";
import { chunked } from "./chunks";
import { Code } from "./Code";
import { Exact } from "./Exact";
import { keeper, placeAround, useKeeper } from "./keeping";
import { LongList } from "./LongList";
import { markdown } from "./markdownLater";
import { hasUnseen } from "./unseen";

export type Format = "plain" | "markdown" | "code";

interface Props {
  readonly text: string;
  readonly format: Format;
  /** Where it begins in the text of its place, in UTF-16 units. */
  readonly start?: number;
  /** Beyond this many lines it starts folded. */
  readonly fold?: number;
  /** Of code. */
  readonly language?: string | undefined;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
}

/** Beyond this many characters only the lines in view are in the page. */
const LONG = 60_000;
/** Beyond this many lines a text starts folded, unless said. */
const FOLD = 400;
/** A line of this many characters counts as two. */
const LINE = 110;

export function Prose({ text, format, start = 0, fold, language = "", lang, dir = "auto" }: Props) {
  const [source, setSource] = useState(false);
  const id = useId();
  const shape: Shape = source ? "marked" : format === "code" && text.length > LONG ? "plain" : format;
  return (
    <div className="prose">
      <div
        id={id}
        lang={lang}
        dir={format === "code" ? "ltr" : dir}
        className={format === "code" || source ? "read code" : "read"}
      >
        {text.trim() ? (
          <Whole text={text} shape={shape} start={start} fold={fold} language={language} />
        ) : (
          <span className="quiet">{t("work.emptyText")}</span>
        )}
      </div>
      {hidesSomething(text, format) && (
        <button
          type="button"
          className="button prose-source small"
          aria-pressed={source}
          aria-controls={id}
          onClick={() => setSource((was) => !was)}
        >
          {t("work.source")}
        </button>
      )}
    </div>
  );
}

type Shape = Format | "marked";

interface Shown {
  readonly text: string;
  readonly shape: Shape;
  readonly start: number;
  readonly language: string;
}

interface Folding extends Shown {
  readonly fold: number | undefined;
}

/** Whether what is shown differs from what is written. */
function hidesSomething(text: string, format: Format): boolean {
  return hasUnseen(text) || (format === "markdown" && /[*_`#[\]|<>~$\\&]|^ *(?:[-+]|\d+[.)]) |\S {2}\S/m.test(text));
}

/** All of it, or, of a long text, what is in view. */
function Whole({ text, shape, start, fold, language }: Folding) {
  const [all, setAll] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const one = (part: string, from: number) => (
    <One text={part} shape={shape} start={start + from} language={language} />
  );
  const end = all ? text.length : foldAt(text, fold ?? (text.length > LONG ? Infinity : FOLD));
  useKeeper(place, ({ at, offset = 0 }) => {
    if (at === placeAround(place.current) && offset >= start + end && offset < start + text.length) setAll(true);
  });
  if (end === text.length) return text.length > LONG ? <Long text={text} start={start} one={one} /> : one(text, 0);
  return (
    <div ref={place} {...keeper}>
      {one(text.slice(0, end), 0)}
      <button type="button" className="button edge small prose-more" onClick={() => setAll(true)}>
        {more(text, end)}
      </button>
    </div>
  );
}

/** A long text: only the parts in view are in the page. */
function Long({ text, start, one }: { text: string; start: number; one: (part: string, from: number) => ReactNode }) {
  const parts = useMemo(() => chunked(text), [text]);
  return (
    <LongList
      parts={parts}
      render={(part) => <div className="prose-part">{one(part.text, part.start)}</div>}
      find={({ at, offset = 0 }, around) =>
        at === around && offset >= start && offset < start + text.length
          ? parts.findLastIndex((part) => start + part.start <= offset)
          : -1
      }
    />
  );
}

/** Where to fold; the end of the text where it is hardly longer. */
function foldAt(text: string, fold: number): number {
  let lines = 0;
  let at = 0;
  while (at < text.length && lines < fold) {
    const found = text.indexOf("\n", at);
    const stop = found < 0 ? text.length : found;
    const size = Math.max(1, Math.ceil((stop - at) / LINE));
    if (lines + size > fold + 4) {
      const cut = at + (fold - lines) * LINE;
      const blank = text.lastIndexOf(" ", cut);
      return blank > at ? blank : cut - (/[\ud800-\udbff]/.test(text[cut - 1] ?? "") ? 1 : 0);
    }
    lines += size;
    at = stop + 1;
  }
  // who folds away three lines saves nothing
  return text.length - at < 3 * LINE && text.slice(at).split("\n").length <= 3 ? text.length : at;
}

function more(text: string, end: number): string {
  const rest = text.slice(end, end + 2_000_000);
  const lines = rest.split("\n").length;
  return lines > 1 ? t("work.showMore", { n: lines }) : t("fields.moreCharacters", { n: rest.length });
}

function One({ text, shape, start, language }: Shown) {
  if (shape === "code") return <Code text={text} start={start} language={language} />;
  if (shape !== "markdown") return <Exact text={text} start={start} marked={shape === "marked"} />;
  return (
    <Suspense fallback={<Skeleton lines={3} />}>
      <markdown.Component text={text} start={start} />
    </Suspense>
  );
}
