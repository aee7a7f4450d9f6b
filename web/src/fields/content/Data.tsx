/** Structured data from its JSON text: a tree that opens and closes, or, for arguments, a table of names and values. */
import { useRef, useState, type ReactNode } from "react";

import { run } from "../../anchors/contract";
import { number, t } from "../../app/catalogue";
import { piecesOf, type Keyed, type Leaf, type Listed, type Spanned } from "./jsonSpans";
import { keeper, placeAround, useKeeper } from "./keeping";

interface Source {
  /** The JSON that the tree was read from. */
  readonly text: string;
  /** Where it begins in the text of its place. */
  readonly start: number;
}

/** Beyond this many members or items the rest is shown on demand. */
const MANY = 60;
/** A whole that says no more than this is open from the start. */
const SMALL = 600;

/** A tree; `depth` levels are open. */
export function Tree({ node, source, depth = 1 }: { node: Spanned; source: Source; depth?: number }) {
  if (node.kind === "list" && depth > 0 && columnsOf(node)) return <Rows node={node} source={source} />;
  if (node.kind === "object" || node.kind === "list") return <Branch node={node} source={source} depth={depth} />;
  return <LeafView leaf={node} source={source} />;
}

/** Names and values, a row each. */
export function Pairs({ node, source }: { node: Keyed; source: Source }) {
  if (!node.members.length) return <p className="quiet small">{t("fields.noArguments")}</p>;
  return (
    <dl className="pairs">
      {node.members.map(({ key, value }) => (
        <div key={key.from}>
          <dt>
            <Pieces leaf={key} source={source} />
          </dt>
          <dd>
            <Tree node={value} source={source} depth={value.to - value.from < SMALL ? 3 : 0} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Branch({ node, source, depth }: { node: Keyed | Listed; source: Source; depth: number }) {
  const small = node.to - node.from <= SMALL;
  const [open, setOpen] = useState(depth > 0 || (small && node.to - node.from < 60));
  const [shown, setShown] = useState(MANY);
  const place = useRef<HTMLDivElement>(null);
  const parts = node.kind === "object" ? node.members.length : node.items.length;
  useKeeper(place, ({ at, offset }) => {
    const inside = offset !== undefined && offset >= source.start + node.from && offset < source.start + node.to;
    if (!inside || at !== placeAround(place.current)) return;
    setOpen(true);
    setShown(Infinity);
  });
  if (!parts) return <span className="data-word">{node.kind === "object" ? "{}" : "[]"}</span>;
  const line = (key: ReactNode, value: Spanned, id: number) => (
    <li key={id}>
      <span className="data-key">{key}</span>
      <Tree node={value} source={source} depth={depth - 1} />
    </li>
  );
  return (
    <div ref={place} className="data" {...keeper}>
      <button type="button" className="data-fold" aria-expanded={open} onClick={() => setOpen((was) => !was)}>
        <span aria-hidden="true">{open ? "▾" : "▸"}</span>
        {t(node.kind === "object" ? "fields.members" : "fields.items", { n: parts })}
        {!open && <span className="data-glance">{glance(source.text.slice(node.from + 1, node.to - 1))}</span>}
      </button>
      {open && (
        <ul>
          {node.kind === "object"
            ? node.members
                .slice(0, shown)
                .map(({ key, value }) => line(<Pieces leaf={key} source={source} />, value, key.from))
            : node.items.slice(0, shown).map((item, at) => line(number(at), item, item.from))}
        </ul>
      )}
      {open && parts > shown && (
        <button type="button" className="button edge small" onClick={() => setShown(shown + 10 * MANY)}>
          {t("fields.moreParts", { n: parts - shown })}
        </button>
      )}
    </div>
  );
}

const GLANCE = 90;

/** How folded data begins. */
function glance(text: string): string {
  const begins = text
    .slice(0, 4 * GLANCE)
    .replace(/["{}[\]]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return begins.length > GLANCE ? `${begins.slice(0, GLANCE).toWellFormed()} …` : begins;
}

/** A list of alike objects that hold no more lists or objects: a row each. */
function Rows({ node, source }: { node: Listed; source: Source }) {
  const [shown, setShown] = useState(MANY);
  const place = useRef<HTMLDivElement>(null);
  useKeeper(place, ({ at, offset }) => {
    const inside = offset !== undefined && offset >= source.start + node.from && offset < source.start + node.to;
    if (inside && at === placeAround(place.current)) setShown(Infinity);
  });
  const rows = node.items.filter((item): item is Keyed => item.kind === "object");
  return (
    // scrolls by itself, so it must be reachable by keyboard
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={place} className="table-wide" tabIndex={0} role="region" aria-label={t("work.table")} {...keeper}>
      <table className="data-table">
        <thead>
          <tr>
            {rows[0]?.members.map(({ key }) => (
              <th key={key.from} scope="col">
                <Pieces leaf={key} source={source} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.from}>
              {row.members.map(({ key, value }) => (
                <td key={key.from}>
                  <Tree node={value} source={source} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <button type="button" className="button edge small" onClick={() => setShown(shown + 10 * MANY)}>
          {t("fields.moreParts", { n: rows.length - shown })}
        </button>
      )}
    </div>
  );
}

const WIDEST = 12;

/** The names that all objects of a list have, in one order; null where it is no table. */
function columnsOf(node: Listed): string[] | null {
  const [first] = node.items;
  if (node.items.length < 2 || first?.kind !== "object" || !first.members.length || first.members.length > WIDEST)
    return null;
  const names = first.members.map(({ key }) => key.says);
  const alike = node.items.every(
    (item) =>
      item.kind === "object" &&
      item.members.length === names.length &&
      item.members.every(
        ({ key, value }, at) => key.says === names[at] && value.kind !== "object" && value.kind !== "list",
      ),
  );
  return alike ? names : null;
}

function LeafView({ leaf, source }: { leaf: Leaf; source: Source }) {
  const empty = leaf.kind === "text" && !leaf.says;
  return (
    <span className={leaf.kind === "text" ? "data-text" : `data-${leaf.kind}`} dir="auto">
      {empty ? <span className="quiet">{t("work.emptyText")}</span> : <Pieces leaf={leaf} source={source} />}
    </span>
  );
}

function Pieces({ leaf, source }: { leaf: Leaf; source: Source }) {
  return piecesOf(leaf, source.text).map((piece) => (
    <span
      key={piece.from}
      {...run(source.start + piece.from, piece.to === undefined ? undefined : source.start + piece.to)}
    >
      {piece.text}
    </span>
  ));
}
