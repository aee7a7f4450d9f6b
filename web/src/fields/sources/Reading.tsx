/** The documents to read: all of them one after the other, or, of many, the chosen one. */
import { useRef, type ReactNode } from "react";

import { t } from "../../app/catalogue";
import { keeper, useKeeper } from "../content/keeping";
import { Prose, type Format } from "../content/Prose";
import { elementPlace } from "../place";
import { HtmlText } from "../text/HtmlText";
import type { Document } from "./passages";

export interface Source extends Document {
  readonly format?: Format | "html";
}

interface Props {
  readonly name: string;
  readonly documents: readonly Source[];
  /** The place of the one that is shown; all are where it is null. */
  readonly only: number | null;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
  readonly below?: (element: string) => ReactNode;
  /** Shows another one. */
  readonly onOnly: (at: number) => void;
}

export function Reading({ name, documents, only, onOnly, ...shared }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useKeeper(place, ({ at }) => {
    const index = documents.findIndex((one) => at === `${name}/${one.id}`);
    if (only !== null && index >= 0 && index !== only) onOnly(index);
  });
  const shown = only === null ? documents.map((one, at) => ({ one, at })) : [{ one: documents[only], at: only }];
  return (
    <div ref={place} {...keeper}>
      {shown.map(({ one, at }) => one && <DocumentView key={one.id} name={name} one={one} at={at} {...shared} />)}
    </div>
  );
}

interface DocumentProps {
  readonly name: string;
  readonly one: Source;
  readonly at: number;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
  readonly below?: (element: string) => ReactNode;
}

export function DocumentView({ name, one, at, lang, dir, below }: DocumentProps) {
  return (
    <article className="source" {...elementPlace(name, one.id)}>
      <h3 dir="auto">{titleOf(one, at)}</h3>
      {one.url && <p className="small quiet source-address">{one.url}</p>}
      {one.format === "html" ? (
        <HtmlText text={one.text} lang={lang} dir={dir} />
      ) : (
        <Prose text={one.text} format={one.format ?? "plain"} lang={lang} dir={dir} />
      )}
      {below?.(one.id)}
    </article>
  );
}

/** What a document is called. */
export function titleOf(one: { readonly title?: string | undefined }, at: number): string {
  return one.title?.trim() || t("fields.untitled", { n: at + 1 });
}
