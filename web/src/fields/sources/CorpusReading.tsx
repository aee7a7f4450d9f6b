/** A document of the project's, at the passage that was found. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { toUtf16 } from "../../schema/offsets";
import { documentQuery, type CorpusHit } from "./corpus";
import { show } from "./passage";
import { DocumentView } from "./Reading";

interface Props {
  readonly project: string | undefined;
  readonly hit: CorpusHit;
  readonly onBack: (() => void) | undefined;
}

export function CorpusReading({ project, hit, onBack }: Props) {
  const whole = useQuery(documentQuery(project, hit.document));
  const place = useRef<HTMLDivElement>(null);
  const text = whole.data?.text;
  useEffect(() => {
    if (text === undefined) return;
    const wanted = { at: "", document: -1, from: toUtf16(text, hit.start), to: toUtf16(text, hit.end) };
    void show(place.current, wanted);
  }, [text, hit]);
  return (
    <div ref={place}>
      <p className="small">
        <span className="hit-corpus">{t("fields.corpus")}</span>{" "}
        {onBack && (
          <button type="button" className="link" onClick={onBack}>
            {t("fields.allSources")}
          </button>
        )}
      </p>
      {whole.error && <ProblemBox error={whole.error} onRetry={() => void whole.refetch()} />}
      {whole.data && (
        <DocumentView
          // it is no part of the record, so nothing in it is marked
          name=""
          one={{ id: "shown", title: whole.data.title, text: whole.data.text, url: whole.data.url ?? undefined }}
          at={0}
          lang={whole.data.lang ?? undefined}
        />
      )}
    </div>
  );
}
