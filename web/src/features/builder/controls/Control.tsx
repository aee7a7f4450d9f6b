/**
 * The control for what stands at a path, drawn from its JSON Schema alone: every key of the language has one, those of a
 * type from another package too. What it says is written to the YAML at once; what is wrong with it stands under it.
 */
import type { ReactNode } from "react";

import type { Json } from "../../../api/shapes";
import { faultsAt, faultsUnder, objectOf, type Editing } from "../editing";
import { namesFor, type Shape } from "../language";
import { valueAt, type Path } from "../source";
import { t } from "../words";
import { begun, begunAs, wayOf, waysOf, type Way } from "./forms";
import { Items } from "./Items";
import { Faults, Labelled, Told, type Ids } from "./Labelled";
import { Options, nests } from "./Options";
import { FlagBox, Lines, NameBox, NumberBox, SomeOf, TextBox } from "./plain";
import { Rows } from "./Rows";

import "./controls.css";

export interface Props {
  readonly editing: Editing;
  readonly path: Path;
  readonly shape: Shape;
  /** What it is called; its key where it is left out. */
  readonly words?: string;
  readonly needed?: boolean;
}

/** What is usually a sentence. */
const WIDE = new Set(["title", "help", "description", "visible_if", "where", "when", "placeholder", "of", "to"]);

export function Control({ editing, path, shape, words = wordsOf(path), needed = false }: Props) {
  const value = saidAt(editing, path);
  const set = (to: Json | undefined) => editing.set(path, to);
  const ways = waysOf(editing.language, shape);
  const faults = faultsUnder(editing.faults, path);
  if (nests(shape)) return <Options editing={editing} path={path} words={words} shape={shape} faults={faults} />;
  const only = ways.length === 1 ? ways[0] : undefined;
  const told = toldOf(shape, ways, value);
  if (ways.length > 0 && ways.every((way) => way.kind === "word")) {
    const flag = ways.length === 2 && ways[0]?.word === true;
    return (
      <Labelled words={words} told={told} faults={faults} flag={flag} needed={needed}>
        {(ids) =>
          flag ? (
            <FlagBox ids={ids} value={value} shape={shape} onValue={set} />
          ) : (
            <NameBox
              ids={ids}
              value={value}
              shape={shape}
              names={ways.map((way) => way.words)}
              onValue={(to) => set(ways.find((way) => way.words === to)?.word)}
            />
          )
        }
      </Labelled>
    );
  }
  if (only && isPlain(editing, only)) {
    if (only.kind === "list" && shape["x-names"]) {
      const chosen = Array.isArray(value) ? value.map(String) : [];
      return (
        <div className="builder-control wide">
          <SomeOf
            words={words}
            names={namesFor(editing.value, path, shape["x-names"])}
            chosen={chosen}
            onChosen={(next) => set(next.length ? next : undefined)}
          />
          <Told told={told} />
          <Faults faults={faults} />
        </div>
      );
    }
    const wide = only.kind === "list" || WIDE.has(String(path.at(-1)));
    const note = only.kind === "list" ? { note: t("builder.onePerLine") } : {};
    return (
      <Labelled words={words} told={told} faults={faults} wide={wide} needed={needed} {...note}>
        {(ids) => plain(editing, path, { ...only, shape: { ...only.shape, ...shape } }, ids)}
      </Labelled>
    );
  }
  if (only) {
    return (
      <fieldset className="builder-inner builder-control wide">
        <legend>{words}</legend>
        <Told told={told} />
        <Faults faults={faultsAt(editing.faults, path, known(only, value))} onRemove={remover(editing)} />
        <Inner editing={editing} path={path} way={only} words={words} />
      </fieldset>
    );
  }
  return <Several editing={editing} path={path} shape={shape} words={words} needed={needed} ways={ways} told={told} />;
}

/** A value that can be said in several ways: which, and then what. */
function Several(props: Required<Props> & { readonly ways: readonly Way[]; readonly told: string | undefined }) {
  const { editing, path, shape, words, needed, ways, told } = props;
  const value = saidAt(editing, path);
  const own = shape.default;
  const way =
    value !== undefined
      ? wayOf(ways, value)
      : own !== undefined
        ? wayOf(ways, own)
        : ways.find(({ kind }) => kind === "list" || kind === "text" || kind === "number");
  const names = (of: readonly string[]) => namesFor(editing.value, path, of);
  const choose = (at: string) => {
    const next = ways[Number(at)];
    if (at === "" || !next) editing.set(path, undefined);
    else if (next.kind === "word") editing.set(path, next.word === own ? undefined : next.word);
    else editing.set(path, begunAs(editing.language, next, names));
  };
  const inner = way && way.kind !== "word" ? way : undefined;
  const simple = inner && isPlain(editing, inner);
  return (
    <div className="builder-control wide">
      <Labelled
        words={words}
        told={told}
        faults={faultsAt(editing.faults, path, inner && !simple ? known(inner, value) : [])}
        needed={needed}
      >
        {(ids) => (
          <span className="builder-ways">
            <select
              {...ids}
              value={way ? String(ways.indexOf(way)) : ""}
              onChange={({ target }) => choose(target.value)}
            >
              {!way && <option value="">{t("builder.notSaid")}</option>}
              {ways.map((one, at) => (
                <option key={at} value={at}>
                  {one.words}
                </option>
              ))}
            </select>
            {simple &&
              plain(
                editing,
                path,
                { ...inner, shape: { ...inner.shape, default: typeof own === "object" ? null : (own ?? null) } },
                {
                  ...ids,
                  id: `${ids.id}-value`,
                  "aria-label": `${words}: ${inner.words}`,
                } as Ids,
              )}
          </span>
        )}
      </Labelled>
      {value !== undefined && own === undefined && (
        <button type="button" className="button edge small" onClick={() => editing.set(path, undefined)}>
          {t("builder.leaveOut")} <span className="hidden">{words}</span>
        </button>
      )}
      {inner && !simple && (
        <fieldset className="builder-inner">
          <legend className="hidden">{words}</legend>
          <Inner editing={editing} path={path} way={inner} words={words} />
        </fieldset>
      )}
    </div>
  );
}

interface InnerProps {
  readonly editing: Editing;
  readonly path: Path;
  readonly way: Way;
  readonly words: string;
}

/** What lies within a value: parts by their keys, rows by their names, a list. */
function Inner({ editing, path, way: { kind, shape }, words }: InnerProps) {
  const value = saidAt(editing, path);
  const names = (of: readonly string[]) => namesFor(editing.value, path, of);
  if (kind === "parts") {
    const all = Object.entries(shape.properties ?? {}).filter(([, one]) => one.const === undefined);
    return (
      <div className="builder-parameters">
        {all.map(([key, one]) => {
          const needed = shape.required?.includes(key) ?? false;
          return <Control key={key} editing={editing} path={[...path, key]} shape={one} needed={needed} />;
        })}
      </div>
    );
  }
  if (kind === "mapping" && typeof shape.additionalProperties === "object") {
    const each = shape.additionalProperties;
    const own = shape.propertyNames?.["x-names"] ?? shape.propertyNames?.["x-begins"] ?? [];
    return (
      <Rows
        editing={editing}
        path={path}
        words={words}
        value={value}
        names={names(own)}
        first={begun(editing.language, each, names)}
        draw={(at, key) => <Control editing={editing} path={at} shape={each} words={key} />}
      />
    );
  }
  if (kind === "list" && shape.items) {
    const each = shape.items;
    return (
      <Items
        editing={editing}
        path={path}
        words={words}
        value={value}
        first={begun(editing.language, each, names)}
        named={named}
        draw={(at) => <Unframed editing={editing} path={at} shape={each} words={`${words} ${Number(at.at(-1)) + 1}`} />}
      />
    );
  }
  return (
    <button type="button" className="button edge small" onClick={() => editing.show(path)}>
      {t("builder.editYaml")} <span className="hidden">{words}</span>
    </button>
  );
}

/** What a list or a fold already frames and names: what lies within it, straight away. */
export function Unframed({ editing, path, shape, words = wordsOf(path) }: Omit<Props, "needed">) {
  const ways = waysOf(editing.language, shape);
  const [only] = ways;
  if (ways.length !== 1 || !only || isPlain(editing, only))
    return <Control editing={editing} path={path} shape={shape} words={words} />;
  return (
    <>
      {shape.description && (
        <p>
          <Told told={shape.description} />
        </p>
      )}
      <Faults faults={faultsAt(editing.faults, path, known(only, saidAt(editing, path)))} onRemove={remover(editing)} />
      <Inner editing={editing} path={path} way={only} words={words} />
    </>
  );
}

function plain(editing: Editing, path: Path, { kind, shape }: Way, ids: Ids): ReactNode {
  const common = { ids, shape, value: saidAt(editing, path), onValue: (to: Json | undefined) => editing.set(path, to) };
  if (kind === "number") return <NumberBox {...common} />;
  if (kind === "list") return <Lines {...common} />;
  const names = shape["x-names"];
  if (names) return <NameBox {...common} names={namesFor(editing.value, path, names)} />;
  return <TextBox {...common} names={namesFor(editing.value, path, shape["x-begins"] ?? [])} />;
}

/** Whether one box holds it: a text, a number, a list of words. */
function isPlain({ language }: Editing, { kind, shape }: Way): boolean {
  if (kind === "list") return waysOf(language, shape.items ?? {}).every((one) => one.kind === "text");
  return kind === "text" || kind === "number";
}

/** What is said at a path; undefined where nothing is. */
function saidAt(editing: Editing, path: Path): Json | undefined {
  return valueAt(editing.value, path) ?? undefined;
}

/** The keys whose faults are said by a control of their own. */
function known({ kind, shape }: Way, value: Json | undefined): string[] {
  if (kind === "parts") return Object.keys(shape.properties ?? {});
  return value !== null && typeof value === "object" ? Object.keys(value) : [];
}

function toldOf(shape: Shape, ways: readonly Way[], value: Json | undefined): string | undefined {
  const chosen = value === undefined ? undefined : ways.find((way) => way.kind === "word" && way.word === value);
  const words = chosen?.shape.description;
  return words && words !== shape.description ? words : (shape.description ?? ways[0]?.shape.description);
}

/** A part of a list by its name or title, or by the first words in it. */
function named(value: Json): string {
  if (value === null || typeof value !== "object") return "";
  const { name, title } = objectOf(value);
  if (typeof name === "string" && name) return name;
  if (typeof title === "string" && title) return title;
  const words = Object.values(value).filter((one) => typeof one === "string" && one !== "");
  return words.slice(0, 2).join(" · ");
}

function remover(editing: Editing) {
  return (pointer: { readonly pointer: string }) =>
    editing.set(
      pointer.pointer
        .split("/")
        .slice(1)
        .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~")),
      undefined,
    );
}

export function wordsOf(path: Path): string {
  return String(path.at(-1)).replaceAll("_", " ");
}
