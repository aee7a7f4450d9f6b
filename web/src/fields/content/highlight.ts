/** Colours for code, loaded when the first code is shown; until then, and in unknown languages, it is shown plain. */
import type { Root as HastRoot, Element, RootContent } from "hast";
import { useEffect, useState } from "react";

/** Beyond this a page would freeze while a grammar reads it. */
const MOST = 40_000;

export type Highlighter = (language: string, code: string) => HastRoot | null;

let loaded: Highlighter | null = null;

/** The highlighter, once it is there. */
export function useHighlighter(needed: boolean): Highlighter | null {
  const [found, setFound] = useState<Highlighter | null>(() => loaded);
  useEffect(() => {
    if (!needed || found) return;
    let here = true;
    void import("./languages").then(({ highlight }) => {
      loaded = highlight;
      if (here) setFound(() => highlight);
    });
    return () => {
      here = false;
    };
  }, [needed, found]);
  return found;
}

/** A rehype plugin that colours fenced code whose language is known. */
export function highlighted(highlight: Highlighter | null) {
  const visit = (node: HastRoot | Element): void => {
    for (const child of node.children) {
      if (child.type !== "element") continue;
      const code = child.tagName === "pre" ? child.children[0] : undefined;
      if (code?.type === "element") colour(code);
      else visit(child);
    }
  };
  const colour = (code: Element): void => {
    const names = Array.isArray(code.properties.className) ? code.properties.className.map(String) : [];
    const language = names.find((name) => name.startsWith("language-"))?.slice("language-".length);
    const text = code.children[0];
    if (!highlight || !language || text?.type !== "text" || text.value.length > MOST) return;
    const found = highlight(language, text.value);
    if (found) code.children = found.children.filter((one): one is Element => isContent(one));
  };
  return (tree: HastRoot) => visit(tree);
}

function isContent(node: RootContent): boolean {
  return node.type === "element" || node.type === "text";
}
