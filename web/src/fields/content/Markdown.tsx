/** Markdown without raw HTML and without anything loaded from elsewhere: an image is named, not shown, for it could be a tracker. */
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";

import { t } from "../../app/catalogue";

const schema = { ...defaultSchema, attributes: { ...defaultSchema.attributes, "*": ["align", "dir", "lang"] } };

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
    <pre tabIndex={0}>{children}</pre>
  ),
};

interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

/** HTML in what a model wrote is shown as the characters it is, neither rendered nor dropped. */
function htmlAsText() {
  const visit = (node: Node, block: boolean): void => {
    node.children?.forEach((child) =>
      visit(child, node.type === "root" || node.type === "blockquote" || node.type === "listItem"),
    );
    if (node.type !== "html") return;
    const text = { type: "text", value: node.value ?? "" };
    if (!block) Object.assign(node, text);
    else Object.assign(node, { type: "paragraph", value: undefined, children: [text] });
  };
  return (tree: Node) => visit(tree, false);
}

export default function Markdown({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm, htmlAsText]}
      rehypePlugins={[[rehypeSanitize, schema]]}
      components={components}
    >
      {text}
    </ReactMarkdown>
  );
}
