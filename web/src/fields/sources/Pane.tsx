/** Documents beside what is judged: a search over them, the passages it found, and the text to read. */
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from "react";

import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { toUtf16 } from "../../schema/offsets";
import { keeper, useKeeper } from "../content/keeping";
import { CORPUS, fetchDocument, type CorpusDocument } from "../corpus";
import { Hits, type Found } from "./Hits";
import { show, unpaint, type Place } from "./passage";
import { Reading, titleOf, type Source } from "./Reading";
import { useCorpusSearch } from "./useCorpusSearch";
import { useSearch } from "./useSearch";

import "./sources.css";

interface Props {
  readonly name: string;
  readonly documents: readonly Source[];
  /** Whether the project's corpus is searched, too. */
  readonly corpus: boolean;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
  readonly below?: (element: string) => ReactNode;
}

/** Beyond this many documents one is shown at a time. */
const MANY = 30;

export function Pane({ name, documents: own, corpus, lang, dir, below }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const reading = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState("");
  const [current, setCurrent] = useState(-1); // in the list of passages
  const [only, setOnly] = useState<number | null>(own.length > MANY && !below ? 0 : null);
  const [opened, setOpened] = useState<readonly CorpusDocument[]>([]);
  const documents = useMemo<readonly Source[]>(() => [...own, ...opened], [own, opened]);
  const search = useSearch(own, words);
  const beyond = useCorpusSearch(search.words, corpus);
  const found = useMemo(() => [...search.found, ...beyond], [search.found, beyond]);

  const read = (wanted: Place) => {
    if (only !== null && wanted.document >= 0) setOnly(wanted.document);
    void show(reading.current, wanted);
  };
  const open = async (wanted: string): Promise<CorpusDocument | null> => {
    const document = await fetchDocument(wanted);
    if (document) setOpened((was) => (was.some((one) => one.id === wanted) ? was : [...was, document]));
    return document;
  };
  const reach = async ({ document, corpus: place }: Found) => {
    const whole = await open(document.id);
    if (!whole || !place) return;
    const [from, to] = [toUtf16(whole.text, place.start), toUtf16(whole.text, place.end)];
    const at = opened.findIndex((one) => one.id === whole.id);
    read({ at: `${name}/${whole.id}`, document: own.length + (at < 0 ? opened.length : at), from, to });
  };
  const choose = (at: number) => {
    setCurrent(at);
    const one = found[at];
    if (!one) return;
    if (one.corpus) return void reach(one);
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
  // evidence in a document of the corpus is gone to from an answer
  useKeeper(reading, ({ at }) => {
    if (corpus && at.startsWith(`${name}/${CORPUS}`)) void open(at.slice(name.length + 1));
  });
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
          aria-label={t(corpus ? "fields.searchCorpus" : "fields.searchSources")}
          placeholder={t(corpus ? "fields.searchCorpus" : "fields.searchSources")}
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
          {...keeper}
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
