import { useEffect, useRef } from "react";

import { t } from "../../app/catalogue";
import { useHotkeys, writing } from "../../hotkeys/hotkeys";
import type { WidgetProps } from "../../schema/kinds";
import { length } from "../../schema/offsets";

/** From this share of the longest text on, what is left is shown. */
const NEARLY_FULL = 0.8;

export function Widget({ question, context, value, active, labelledBy, onChange }: WidgetProps<string>) {
  const area = useRef<HTMLTextAreaElement>(null);
  const size = length(value ?? "");
  const least = Number(question.min_length ?? 0);
  const most = Number(question.max_length ?? 20_000);
  const lines = Number(question.lines ?? 3);
  const write = () => area.current?.focus({ preventScroll: true });
  useEffect(() => {
    if (active && !writing(document.activeElement)) write();
  }, [active]);
  const leave = () => {
    if (document.activeElement !== area.current) return false;
    area.current?.blur();
  };
  // a line is ended by enter, as everywhere; what is longer has paragraphs
  const ended = (event: React.KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (lines > 1 || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    area.current?.blur();
    if (value !== undefined) onChange(value, true);
  };
  useHotkeys("question:text", { "text.write": write, "text.leave": leave }, { active, level: 20 });
  return (
    <div>
      <textarea
        ref={area}
        className="field area"
        dir="auto"
        lang={context.record.lang}
        rows={lines}
        style={{ "--lines": lines } as React.CSSProperties}
        value={value ?? ""}
        placeholder={String(question.placeholder ?? "")}
        aria-labelledby={labelledBy}
        onChange={(event) => onChange(event.target.value || undefined)}
        onKeyDown={ended}
      />
      {size > 0 && size < least && <p className="small quiet num">{t("work.atLeastChars", { n: least - size })}</p>}
      {size > most * NEARLY_FULL && (
        <p className={size > most ? "small bad num" : "small quiet num"}>{t("work.chars", { size, most })}</p>
      )}
    </div>
  );
}
