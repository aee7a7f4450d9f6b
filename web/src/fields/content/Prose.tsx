/**
 * What a model or a person wrote, shown safely: no raw HTML, nothing loaded from elsewhere; "source" shows it as it is written.
 *
 * Every text in it is a run (`anchors/contract.ts`): it knows where it stands in the source. Whoever shows a Prose puts a
 * `place` around it, and says by `start` where this text begins in the text of that place.
 */
import { lazy, Suspense, useId, useState } from "react";

import { t } from "../../app/catalogue";
import { Skeleton } from "../../parts/Skeleton";
import { chunked } from "./chunks";
import { Code } from "./Code";
import { Exact } from "./Exact";
import { LongList } from "./LongList";
import { hasUnseen } from "./unseen";

const Markdown = lazy(() => import("./Markdown"));

export type Format = "plain" | "markdown" | "code";

interface Props {
  readonly text: string;
  readonly format: Format;
  /** Where it begins in the text of its place, in UTF-16 units. */
  readonly start?: number;
  /** Of code. */
  readonly language?: string | undefined;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
}

/** Beyond this many characters only the lines in view are in the page. */
const LONG = 60_000;
/** Beyond this many lines a text starts folded. */
const FOLD = 400;

export function Prose({ text, format, start = 0, language = "", lang, dir = "auto" }: Props) {
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
          <Whole text={text} shape={shape} start={start} language={language} />
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

/** Whether what is shown differs from what is written. */
function hidesSomething(text: string, format: Format): boolean {
  return hasUnseen(text) || (format === "markdown" && /[*_`#[\]|<>~$\\&]|^ *(?:[-+]|\d+[.)]) |\S {2}\S/m.test(text));
}

/** All of it, or, of a long text, what is in view. */
function Whole({ text, shape, start, language }: Shown) {
  const [all, setAll] = useState(false);
  const one = (part: string, from: number) => (
    <One text={part} shape={shape} start={start + from} language={language} />
  );
  if (text.length > LONG)
    return (
      <LongList
        parts={chunked(text)}
        render={(part) => <div className="prose-part">{one(part.text, part.start)}</div>}
      />
    );
  const lines = shape === "markdown" ? text.split("\n") : [];
  if (all || lines.length <= FOLD) return one(text, 0);
  return (
    <>
      {one(lines.slice(0, FOLD).join("\n"), 0)}
      <button type="button" className="button edge" onClick={() => setAll(true)}>
        {t("work.showMore", { n: lines.length - FOLD })}
      </button>
    </>
  );
}

function One({ text, shape, start, language }: Shown) {
  if (shape === "code") return <Code text={text} start={start} language={language} />;
  if (shape !== "markdown") return <Exact text={text} start={start} marked={shape === "marked"} />;
  return (
    <Suspense fallback={<Skeleton lines={3} />}>
      <Markdown text={text} start={start} />
    </Suspense>
  );
}
