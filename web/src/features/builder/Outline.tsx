/** Options in the form: an outline to write in, whose lines nest by how far in they stand. */
import type { Json } from "../../api/shapes";
import { asOptions, readOutline, writeOutline, type Branch } from "./outline";
import { t } from "./words";

interface Props {
  readonly words: string;
  readonly title: string;
  readonly outline: readonly Branch[];
  readonly value: Json | undefined;
  readonly onValue: (value: Json | undefined) => void;
}

export function Outline({ words, title, outline, value, onValue }: Props) {
  const text = writeOutline(outline);
  return (
    <label className="builder-field wide" title={title}>
      {words} <span className="quiet small">{t("builder.outline")}</span>
      <textarea
        // what the YAML says now is what is written here
        key={text}
        dir="auto"
        className="builder-outline"
        rows={Math.min(12, Math.max(3, text.split("\n").length + 1))}
        defaultValue={text}
        onBlur={(event) => {
          const next = readOutline(event.target.value);
          if (writeOutline(next) !== text) onValue(next.length ? asOptions(next, value) : undefined);
        }}
      />
    </label>
  );
}
