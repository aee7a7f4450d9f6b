/** Brings documents in: a text that is pasted, or files; what is refused is said by name. */
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { number, t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { bring, corpusKey, documentsOf, type Report } from "./documents";

interface Props {
  readonly name: string;
  readonly open: boolean;
  readonly onBrought: (id: string) => void;
}

/** Documents of one request. */
const PART = 50;
const NONE: Report = { inserted: 0, updated: 0, unchanged: 0, refused: [] };

export function BringPane({ name, open, onBrought }: Props) {
  const client = useQueryClient();
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (documents: readonly unknown[]) => {
    setBusy(true);
    setError(null);
    let sum = NONE;
    try {
      for (let from = 0; from < documents.length; from += PART) {
        const told = await bring(name, documents.slice(from, from + PART));
        sum = {
          inserted: sum.inserted + told.inserted,
          updated: sum.updated + told.updated,
          unchanged: sum.unchanged + told.unchanged,
          refused: [...sum.refused, ...told.refused.map((one) => ({ ...one, row: one.row + from }))],
        };
        setReport(sum);
      }
    } catch (failed) {
      setError(failed);
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: corpusKey(name) });
    return sum;
  };
  const paste = async (event: FormEvent) => {
    event.preventDefault();
    const id = title.trim().replaceAll("/", "-").slice(0, 200);
    const told = await send([{ id, title: title.trim(), text }]);
    if (told.refused.length || !(told.inserted + told.updated + told.unchanged)) return;
    setTitle("");
    setText("");
    onBrought(id);
  };
  const files = async (chosen: FileList | null) => {
    const all = await Promise.all([...(chosen ?? [])].map(documentsOf));
    if (all.length) await send(all.flat());
  };
  return (
    <details className="corpus-bring" open={open || undefined}>
      <summary className="quiet small">{t("corpus.bring")}</summary>
      <label className="field">
        {t("corpus.files")}
        <input
          type="file"
          multiple
          accept=".txt,.text,.md,.markdown,.jsonl,.ndjson"
          disabled={busy}
          onChange={(event) => void files(event.currentTarget.files)}
        />
      </label>
      <p className="quiet small">{t("corpus.filesExplain")}</p>
      <form className="corpus-form" onSubmit={(event) => void paste(event)}>
        <label className="field">
          {t("corpus.titleOf")}
          <input required dir="auto" maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <label className="field">
          {t("corpus.paste")}
          <textarea required dir="auto" rows={4} value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <p>
          <button type="submit" className="button do" disabled={busy || !title.trim() || !text.trim()}>
            {t("corpus.add")}
          </button>
        </p>
      </form>
      {report && (
        <p className="num" role="status">
          {t("corpus.report", {
            inserted: number(report.inserted),
            updated: number(report.updated),
            unchanged: number(report.unchanged),
            refused: number(report.refused.length),
          })}
        </p>
      )}
      {error != null && <ProblemBox error={error} />}
      <ul className="plain small">
        {report?.refused.slice(0, 20).map((one) => (
          <li key={one.row}>
            <span className="num">{one.row}</span> {one.id} {one.message}
          </li>
        ))}
      </ul>
    </details>
  );
}
