/** A text that may be data: JSON as a tree or as names and values, with the source a press away; anything else as it is. */
import { useMemo, useState } from "react";

import { t } from "../../app/catalogue";
import { Pairs, Tree } from "./Data";
import { spansOf } from "./jsonSpans";
import { Prose, type Format } from "./Prose";

interface Props {
  readonly text: string;
  readonly start: number;
  /** Objects as names and values. */
  readonly pairs?: boolean;
  /** How it is written where it is no data. */
  readonly format?: Format;
  readonly fold?: number;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
}

/** Data that says no more than this is open. */
const SMALL = 1_200;

export function Written({ text, start, pairs, format = "plain", ...shared }: Props) {
  const node = useMemo(() => spansOf(text), [text]);
  const [asText, setAsText] = useState(false);
  if (!node) return <Prose text={text} start={start} format={format} {...shared} />;
  const source = { text, start };
  return (
    <div className="written">
      {asText ? (
        <Prose text={text} start={start} format="code" language="json" {...shared} />
      ) : pairs && node.kind === "object" ? (
        <Pairs node={node} source={source} />
      ) : (
        <Tree node={node} source={source} depth={text.length < SMALL ? 4 : text.length < 6 * SMALL ? 2 : 1} />
      )}
      {text.length > 40 && (
        <button
          type="button"
          className="button prose-source small"
          aria-pressed={asText}
          onClick={() => setAsText((was) => !was)}
        >
          {t("work.source")}
        </button>
      )}
    </div>
  );
}
