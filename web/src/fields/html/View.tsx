/** A page in a frame without any rights; its source a press away. */
import { useMemo, useState } from "react";

import { t } from "../../app/catalogue";
import type { FieldProps } from "../../schema/kinds";
import { Prose } from "../content/Prose";
import { framed } from "./frame";

export function View({ field, value }: FieldProps<string>) {
  const { srcdoc, blocked } = useMemo(() => framed(value), [value]);
  const [source, setSource] = useState(false);
  const height = Math.min(5000, Math.max(50, Number(field.height) || 480));
  return (
    <div className="page-frame">
      {source ? (
        <Prose text={value} format="code" language="xml" />
      ) : (
        <iframe
          sandbox=""
          srcDoc={srcdoc}
          title={t("fields.frame")}
          height={height}
          referrerPolicy="no-referrer"
          loading="lazy"
        />
      )}
      <p className="page-frame-bar">
        <button
          type="button"
          className="button prose-source small"
          aria-pressed={source}
          onClick={() => setSource((was) => !was)}
        >
          {t("fields.pageSource")}
        </button>
        {blocked > 0 && <span className="small quiet">{t("fields.frameBlocked", { n: blocked })}</span>}
      </p>
    </div>
  );
}
