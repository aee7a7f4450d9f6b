/** Documents beside what is judged: a search over them, the passages it found, and the text to read. */
import { useEffect, useId, useRef, useState, type ReactNode } from "react";

import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { Hits } from "./Hits";
import { show, unpaint, type Place } from "./passage";
import { Reading, titleOf, type Source } from "./Reading";
import { useSearch } from "./useSearch";

import "./sources.css";

interface Props {
  readonly name: string;
  readonly documents: readonly Source[];
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
  readonly below?: (element: string) => ReactNode;
}

/** Beyond this many documents one is shown at a time. */
const MANY = 30;

export function Pane({ name, documents, lang, dir, below }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const reading = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState("");
  const [current, setCurrent] = useState(-1); // in the list of passages
  const [only, setOnly] = useState<number | null>(documents.length > MANY && !below ? 0 : null);
  const search = useSearch(documents, words);
  const { found } = search;

  const read = (wanted: Place) => {
    if (only !== null && wanted.document >= 0) setOnly(wanted.document);
    void show(reading.current, wanted);
  };
  const choose = (at: number) => {
    setCurrent(at);
    const one = found[at];
    if (!one) return;
    const { from, to, document } = one.hit;
    read({ at: `${name}/${one.document.id}`, document, from, to });
  };
  useHotkeys("field:sources", {
    "field.search": () => {
      field.current?.focus();
      field.current?.select();
    },
  });
  useEffect(() => unpaint, []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 0 }[event.key];
    if (step === undefined || !found.length) return;
    event.preventDefault();
    event.stopPropagation();
    const at = Math.min(Math.max(current + step, 0), found.length - 1);
    choose(at);
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  };
  const listed = Boolean(words.trim());
  return (
    <section className="sources" aria-label={t("fields.sources")}>
      <div className="sources-find">
        <ActionKey id="field.search" />
        <input
          ref={field}
          type="search"
          role="combobox"
          aria-expanded={listed}
          aria-controls={`${id}-list`}
          aria-activedescendant={listed && found[current] ? `${id}-${current}` : undefined}
          aria-label={t("fields.searchSources")}
          placeholder={t("fields.searchSources")}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setCurrent(-1);
          }}
          onKeyDown={onKeyDown}
        />
        <span className="small quiet num" role="status">
          {listed
            ? found.length
              ? t("fields.passages", { n: found.length })
              : t("fields.noPassage")
            : t("fields.sourcesOf", { n: documents.length })}
        </span>
      </div>
      <div className={listed || documents.length > 1 ? "sources-body" : "sources-body one"}>
        {listed ? (
          <div className="sources-list">
            <Hits
              words={search.words}
              found={found}
              current={current}
              idOf={(at) => `${id}-${at}`}
              listId={`${id}-list`}
              onChoose={choose}
            />
          </div>
        ) : (
          documents.length > 1 && (
            <ol className="sources-list titles">
              {documents.map((one, at) => (
                <li key={one.id}>
                  <button
                    type="button"
                    aria-current={only === at ? "true" : undefined}
                    onClick={() => read({ at: `${name}/${one.id}`, document: at })}
                  >
                    <span dir="auto">{titleOf(one, at)}</span>
                  </button>
                </li>
              ))}
            </ol>
          )
        )}
        {/* it scrolls by itself, so it must be reachable by keyboard */}
        <div
          ref={reading}
          className="sources-read"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="region"
          aria-label={t("fields.sources")}
        >
          <Reading
            name={name}
            documents={documents}
            only={only}
            lang={lang}
            dir={dir}
            onOnly={setOnly}
            {...(below ? { below } : {})}
          />
        </div>
      </div>
    </section>
  );
}
