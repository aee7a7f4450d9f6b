/** A document as it is written, what quotes it, and what replacing or withdrawing it does to those answers. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, path } from "../../api/client";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Cited } from "./Cited";
import {
  bring,
  citationsQuery,
  corpusKey,
  documentQuery,
  fates,
  pieces,
  type Citation,
  type Document,
} from "./documents";
import { Fate } from "./Fate";

interface Props {
  readonly name: string;
  readonly id: string;
  readonly lead: boolean;
  readonly onGone: () => void;
}

export function DocumentPane({ name, id, lead, onGone }: Props) {
  const document = useQuery(documentQuery(name, id));
  const cited = useQuery(citationsQuery(name, id));
  const [doing, setDoing] = useState<"nothing" | "replace" | "withdraw">("nothing");
  if (document.isPending || cited.isPending) return <Skeleton lines={8} />;
  const error = document.error ?? cited.error;
  if (error || !document.data || !cited.data)
    return <ProblemBox error={error} onRetry={() => void document.refetch()} />;
  const { citations, more } = cited.data;
  return (
    <article className="corpus-document" aria-labelledby="corpus-title">
      <h2 id="corpus-title" dir="auto">
        {document.data.title}
      </h2>
      <p className="quiet small">
        <code>{id}</code> {document.data.url && <span className="corpus-url">{document.data.url}</span>}
      </p>
      {lead && doing === "nothing" && (
        <p className="corpus-actions">
          <button type="button" className="button edge small" onClick={() => setDoing("replace")}>
            {t("corpus.replace")}
          </button>
          <button type="button" className="button edge small" onClick={() => setDoing("withdraw")}>
            {t("corpus.withdraw")}
          </button>
        </p>
      )}
      {doing === "replace" && (
        <Replace name={name} document={document.data} citations={citations} onDone={() => setDoing("nothing")} />
      )}
      {doing === "withdraw" && (
        <Withdraw name={name} id={id} citations={citations} onDone={() => setDoing("nothing")} onGone={onGone} />
      )}
      {(doing === "nothing" || citations.length > 0) && <Cited name={name} citations={citations} more={more} />}
      {/* it scrolls by itself, so it must be reachable by keyboard */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="corpus-text" tabIndex={0} role="region" aria-label={t("corpus.text")}>
        <p dir="auto" lang={document.data.lang ?? undefined}>
          {pieces(document.data.text, citations).map((piece, at) =>
            piece.cited ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
          )}
        </p>
      </div>
    </article>
  );
}

interface ReplaceProps {
  readonly name: string;
  readonly document: Document;
  readonly citations: readonly Citation[];
  readonly onDone: () => void;
}

function Replace({ name, document, citations, onDone }: ReplaceProps) {
  const client = useQueryClient();
  const [title, setTitle] = useState(document.title);
  const [text, setText] = useState(document.text);
  const save = useMutation({
    mutationFn: () => bring(name, [{ ...document, title, text }]),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: corpusKey(name) });
      onDone();
    },
  });
  return (
    <form
      className="corpus-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <label className="field">
        {t("corpus.titleOf")}
        <input dir="auto" value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label className="field">
        {t("corpus.text")}
        <textarea dir="auto" rows={10} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <Fate fates={fates(citations, text)} />
      {save.error && <ProblemBox error={save.error} />}
      <p className="corpus-actions">
        <button type="submit" className="button do" disabled={save.isPending || !text.trim()}>
          {t("corpus.save")}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t("corpus.cancel")}
        </button>
      </p>
    </form>
  );
}

interface WithdrawProps {
  readonly name: string;
  readonly id: string;
  readonly citations: readonly Citation[];
  readonly onDone: () => void;
  readonly onGone: () => void;
}

function Withdraw({ name, id, citations, onDone, onGone }: WithdrawProps) {
  const client = useQueryClient();
  const take = useMutation({
    mutationFn: () => api.delete(path("/projects/", name, "/corpus/", id)),
    onSuccess: async () => {
      onGone();
      await client.invalidateQueries({ queryKey: [...corpusKey(name), "list"] });
      await client.invalidateQueries({ queryKey: [...corpusKey(name), "search"] });
    },
  });
  return (
    <div className="corpus-form" role="group" aria-label={t("corpus.withdraw")}>
      <p>{t("corpus.withdrawn")}</p>
      <Fate fates={fates(citations, null)} />
      {take.error && <ProblemBox error={take.error} />}
      <p className="corpus-actions">
        <button type="button" className="button do" disabled={take.isPending} onClick={() => take.mutate()}>
          {t("corpus.withdrawNow")}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t("corpus.cancel")}
        </button>
      </p>
    </div>
  );
}
