/** A formula, set by KaTeX; what it cannot set is shown as it is written. Loaded when the first formula is shown. */
import katex, { type KatexOptions } from "katex";
import { useLayoutEffect, useRef } from "react";

import "katex/dist/katex.min.css";

/** What KaTeX exports without a type: `render` would set styles as attributes, which the page's policy forbids. */
const builder = katex as unknown as { __renderToDomTree(tex: string, options: KatexOptions): TreeNode };

interface Props {
  readonly tex: string;
  readonly display: boolean;
}

export default function Formula({ tex, display }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    // commands that would load or link anything are off
    const options: KatexOptions = {
      displayMode: display,
      throwOnError: false,
      trust: false,
      strict: "ignore",
      maxSize: 20,
      maxExpand: 300,
      errorColor: "currentcolor",
    };
    const tree = builder.__renderToDomTree(tex, options);
    styled(tree);
    place.current?.replaceChildren(tree.toNode());
  }, [tex, display]);
  return <span ref={place} className={display ? "formula display" : "formula"} dir="ltr" />;
}

/** A node of KaTeX's before it is one of the page's. */
interface TreeNode {
  toNode(): Node;
  readonly style?: Record<string, string>;
  readonly attributes?: Record<string, string>;
  readonly children?: readonly TreeNode[];
}

/** Styles written as an attribute become properties. */
function styled(node: TreeNode): void {
  const written = node.attributes?.style;
  if (node.attributes && written !== undefined) {
    delete node.attributes.style;
    for (const declaration of written.split(";")) {
      const [name, value] = declaration.split(":").map((part) => part.trim());
      if (node.style && name && value) node.style[name] = value;
    }
  }
  node.children?.forEach(styled);
}
