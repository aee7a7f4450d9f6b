/** Markdown without raw HTML and without anything loaded from elsewhere: an image is named, not shown, for it could be a tracker. */
import type { Nodes } from "mdast";
import { lazy, Suspense, useMemo } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";

import { t } from "../../app/catalogue";
import { highlighted, useHighlighter } from "./highlight";
import { markdownRuns } from "./markdownRuns";
import { prepared, restored, shown } from "./math";
import { readGfm, readMath } from "./syntax";

const Formula = lazy(() => import("./Formula"));

const schema = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    "*": ["align", "dir", "lang"],
    code: [["className", /^language-./, "math-inline", "math-display"]],
  },
} as typeof defaultSchema;

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer nofollow" target="_blank" title={href}>
      {children}
    </a>
  ),
  img: ({ alt, src }) => (
    <span className="image-named" title={typeof src === "string" ? src : undefined}>
      {t("work.imageNotLoaded", { alt: alt || t("work.imageUnnamed") })}
    </span>
  ),
  table: ({ children }) => (
    // scrolls by itself, so it must be reachable by keyboard
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table-wide" tabIndex={0} role="region" aria-label={t("work.table")}>
      <table>{children}</table>
    </div>
  ),
  input: ({ checked }) => <span>{checked ? "☑ " : "☐ "}</span>,
  // headings inside what a model wrote are not headings of this page
  h1: ({ children }) => <p className="h1">{children}</p>,
  h2: ({ children }) => <p className="h2">{children}</p>,
  h3: ({ children }) => <p className="h3">{children}</p>,
  h4: ({ children }) => <p className="h3">{children}</p>,
  h5: ({ children }) => <p className="h3">{children}</p>,
  h6: ({ children }) => <p className="h3">{children}</p>,
  pre: ({ children }) => (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre tabIndex={0} dir="ltr">
      {children}
    </pre>
  ),
};

/** With formulas, which `markdownRuns` makes elements of their own name. */
const withFormula = {
  ...components,
  "x-formula": ({ tex, display }: { tex: string; display?: string }) => (
    <Suspense fallback={<code>{tex}</code>}>
      <Formula tex={tex} display={display === "true"} />
    </Suspense>
  ),
} as Components;

/** HTML in what a model wrote is shown as the characters it is, neither rendered nor dropped; stand-ins are dollars again. */
function asWritten() {
  const visit = (node: Nodes, block: boolean): void => {
    for (const key of ["value", "alt", "title", "url", "lang", "meta"] as const) {
      const one = (node as unknown as Record<string, unknown>)[key];
      if (typeof one === "string") Object.assign(node, { [key]: shown(one) });
    }
    if ("children" in node) {
      const holds = node.type === "root" || node.type === "blockquote" || node.type === "listItem";
      node.children.forEach((child) => visit(child, holds));
    }
    if (node.type !== "html") return;
    const text = { type: "text", value: node.value, position: node.position };
    if (!block) Object.assign(node, text);
    else Object.assign(node, { type: "paragraph", value: undefined, children: [text] });
  };
  return (tree: Nodes) => visit(tree, false);
}

interface Props {
  readonly text: string;
  /** Where it begins in the text it is a part of. */
  readonly start?: number;
}

export default function Markdown({ text, start = 0 }: Props) {
  const { text: source, math } = useMemo(() => prepared(text), [text]);
  const highlighter = useHighlighter(/(```|~~~)\S/.test(text));
  const remark: Options["remarkPlugins"] = math ? [readGfm, readMath, asWritten] : [readGfm, asWritten];
  return (
    <ReactMarkdown
      remarkPlugins={remark}
      rehypePlugins={[
        [rehypeSanitize, schema],
        [highlighted, highlighter],
        [markdownRuns, { source: restored(source), written: text, start }],
      ]}
      components={math ? withFormula : components}
    >
      {source}
    </ReactMarkdown>
  );
}
