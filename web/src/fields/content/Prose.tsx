/** What a model or a person wrote, shown safely: no raw HTML, nothing loaded from elsewhere; "source" shows it as it is. */
import { lazy, Suspense, useId, useState } from "react";

import { t } from "../../app/catalogue";
import { Skeleton } from "../../parts/Skeleton";
import { chunked } from "./chunks";
import { LongList } from "./LongList";

const Markdown = lazy(() => import("./Markdown"));

export type Format = "plain" | "markdown" | "html" | "code";

interface Props {
  readonly text: string;
  readonly format: Format;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
}

/** Beyond this many characters only the lines in view are in the page. */
const LONG = 60_000;
/** Beyond this many lines a text starts folded. */
const FOLD = 400;

export function Prose({ text, format, lang, dir = "auto" }: Props) {
  const [source, setSource] = useState(false);
  const id = useId();
  const rendered = format === "markdown" && !source;
  return (
    <div className="prose">
      <div id={id} lang={lang} dir={dir} className={format === "code" || source ? "read code" : "read"}>
        {!text.trim() ? (
          <span className="quiet">{t("work.emptyText")}</span>
        ) : rendered ? (
          <Rendered text={text} />
        ) : (
          <Plain text={text} marked={source} />
        )}
      </div>
      {format === "markdown" && /[*_`#[\]|<>~\u200b-\u200f\u202a-\u202e]/.test(text) && (
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

function Rendered({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  if (text.length > LONG)
    return (
      <LongList
        parts={chunked(text)}
        render={(part) => (
          <div className="prose-part">
            <Part text={part} />
          </div>
        )}
      />
    );
  const lines = text.split("\n");
  const folded = !all && lines.length > FOLD;
  return (
    <>
      <Part text={folded ? lines.slice(0, FOLD).join("\n") : text} />
      {folded && (
        <button type="button" className="button edge" onClick={() => setAll(true)}>
          {t("work.showMore", { n: lines.length - FOLD })}
        </button>
      )}
    </>
  );
}

function Part({ text }: { text: string }) {
  return (
    <Suspense fallback={<Skeleton lines={3} />}>
      <Markdown text={text} />
    </Suspense>
  );
}

function Plain({ text, marked }: { text: string; marked: boolean }) {
  if (text.length > LONG)
    return (
      <LongList
        parts={chunked(text)}
        render={(part) => (
          <div className="prose-part">
            <Exact text={part} marked={marked} />
          </div>
        )}
      />
    );
  return <Exact text={text} marked={marked} />;
}

function Exact({ text, marked }: { text: string; marked: boolean }) {
  if (!marked) return <div className="exact">{text}</div>;
  // characters that cannot be seen are shown by their number
  const parts = text.split(/([\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad])/);
  return (
    <div className="exact">
      {parts.map((part, at) =>
        at % 2 ? (
          <span key={at} className="unseen">
            {`U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`}
          </span>
        ) : (
          part
        ),
      )}
    </div>
  );
}
