/** A stroke of a label's colour and line, as it is painted under the text. */
export function Swatch({ tone }: { tone: number }) {
  return <i className={`swatch tone-${tone}`} aria-hidden="true" />;
}
