/** A formula, set by KaTeX; what it cannot set is shown as it is written. Loaded when the first formula is shown. */
import katex from "katex";
import { useLayoutEffect, useRef } from "react";

import "katex/dist/katex.min.css";

interface Props {
  readonly tex: string;
  readonly display: boolean;
}

export default function Formula({ tex, display }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!place.current) return;
    // builds nodes, not markup; commands that would load or link anything are off
    katex.render(tex, place.current, {
      displayMode: display,
      throwOnError: false,
      trust: false,
      strict: "ignore",
      maxSize: 20,
      maxExpand: 300,
      errorColor: "currentcolor",
    });
  }, [tex, display]);
  return <span ref={place} className={display ? "formula display" : "formula"} dir="ltr" />;
}
