/** Where the words of an item are written; `enter` or leaving it keeps them. */
import { useEffect, useRef, useState } from "react";

import { t } from "../../app/catalogue";

interface Props {
  readonly text: string;
  readonly name: string;
  readonly onWritten: (text: string) => void;
}

export function Words({ text, name, onWritten }: Props) {
  const [words, setWords] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.select();
  }, []);
  return (
    <textarea
      ref={area}
      className="field area"
      rows={1}
      dir="auto"
      aria-label={name}
      placeholder={t("work.itemNew")}
      value={words}
      onChange={(event) => setWords(event.target.value)}
      onBlur={() => onWritten(words)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        area.current?.blur();
      }}
    />
  );
}
