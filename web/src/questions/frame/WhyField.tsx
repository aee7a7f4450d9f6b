/** Where the reason for an answer is written. */
import { useEffect, useRef } from "react";

interface Props {
  readonly words: string;
  readonly focused: boolean;
  readonly value: string;
  readonly onChange: (why: string) => void;
}

export function WhyField({ words, focused, value, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focused) area.current?.focus();
  }, [focused]);
  return (
    <label className="q-why">
      <span className="small quiet">{words}</span>
      <textarea
        ref={area}
        className="field area"
        data-why
        rows={1}
        dir="auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
