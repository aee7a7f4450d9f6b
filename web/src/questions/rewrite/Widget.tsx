import { useRef } from "react";

import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import type { WidgetProps } from "../../schema/kinds";
import { Changes } from "./Changes";
import { PartsRewrite } from "./PartsRewrite";
import { partsOf } from "./parts-list";

export function Widget(props: WidgetProps<Json>) {
  const original = partsOf(props.context.original);
  return original ? <PartsRewrite {...props} original={original} /> : <TextRewrite {...props} />;
}

function TextRewrite({ context, value, active, labelledBy, onChange }: WidgetProps<Json>) {
  const area = useRef<HTMLTextAreaElement>(null);
  const before = typeof context.original === "string" ? context.original : "";
  const text = typeof value === "string" ? value : before;
  const { lang } = context.record;
  useHotkeys("question:rewrite", { "rewrite.write": () => area.current?.focus() }, { active, level: 20 });
  return (
    <div className="rewrite">
      <textarea
        ref={area}
        className="field area rewrite-area"
        dir="auto"
        lang={lang}
        rows={4}
        aria-labelledby={labelledBy}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="rewrite-tools">
        {active && (
          <button type="button" className="button small" onClick={() => area.current?.focus()}>
            {t("work.itemWrite")} <ActionKey id="rewrite.write" />
          </button>
        )}
        {value !== undefined && (
          <button type="button" className="button small" onClick={() => onChange(undefined)}>
            {t("work.asItWas")}
          </button>
        )}
      </div>
      {before && value !== undefined && <Changes before={before} after={text} lang={lang} />}
    </div>
  );
}
