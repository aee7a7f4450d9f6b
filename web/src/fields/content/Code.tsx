/** Code, coloured where its language is known; every piece says where it stands in the source. */
import type { ElementContent } from "hast";
import type { ReactNode } from "react";

import { run } from "../../anchors/contract";
import { useHighlighter } from "./highlight";

interface Props {
  readonly text: string;
  readonly start: number;
  readonly language: string;
}

export function Code({ text, start, language }: Props) {
  const highlight = useHighlighter(language !== "");
  const tree = language ? highlight?.(language, text) : null;
  let at = start;
  const show = (nodes: readonly ElementContent[]): ReactNode[] =>
    nodes.map((node, index) => {
      if (node.type === "text") {
        const from = at;
        at += node.value.length;
        return (
          <span key={index} {...run(from)}>
            {node.value}
          </span>
        );
      }
      if (node.type !== "element") return null;
      const names = Array.isArray(node.properties.className) ? node.properties.className.join(" ") : "";
      return (
        <span key={index} className={names}>
          {show(node.children)}
        </span>
      );
    });
  return (
    <div className="exact" dir="ltr">
      {tree ? show(tree.children as ElementContent[]) : <span {...run(start)}>{text}</span>}
    </div>
  );
}
