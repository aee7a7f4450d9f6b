/** Text as it is written, letter for letter; `marked` shows what cannot be seen. */
import { run } from "../../anchors/contract";
import { stretches } from "./chunks";
import { apart } from "./unseen";

interface Props {
  readonly text: string;
  /** Where it begins in the text it is a part of. */
  readonly start: number;
  readonly marked?: boolean;
}

export function Exact({ text, start, marked }: Props) {
  if (!marked)
    return (
      <div className="exact">
        {stretches(text).map((part) => (
          <span key={part.start} {...run(start + part.start)}>
            {part.text}
          </span>
        ))}
      </div>
    );
  return (
    <div className="exact">
      {apart(text).map((bit) =>
        bit.name ? (
          <span key={bit.from} className="unseen" {...run(start + bit.from, start + bit.from + bit.text.length)}>
            {bit.name}
          </span>
        ) : (
          <span key={bit.from} {...run(start + bit.from)}>
            {bit.text}
          </span>
        ),
      )}
    </div>
  );
}
