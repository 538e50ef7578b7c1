import type { ReactNode } from "react";
import ReactMarkdown, { type Options } from "react-markdown";
import rehypeSanitize, { type Options as Schema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";

type Node = { type: string; value?: string; children?: Node[] };

// Parsing takes time that grows with the square of these: a text with more of them is no note that someone wrote.
const mostSigns = 800;
const signs = /[*_~`[\]@|<>&#:!\\]|\d[.)]|^\s*[-+]/gm;
const mostLevels = 24;
const deep = new RegExp(`^(?:[ \\t]*(?:>|[-*+]|\\d{1,9}[.)])){${mostLevels}}`, "m");

/** Drawn on the server. HTML stays the text it is, pictures become links, so nothing is fetched from elsewhere. */
export function Markdown({ source }: { source: string }) {
  return <div className="markdown wrap-anywhere">{drawn(source)}</div>;
}

function drawn(source: string): ReactNode {
  const isPlain = deep.test(source) || [...source.matchAll(signs)].length > mostSigns;
  return isPlain ? (
    <p className="whitespace-pre-wrap">{source}</p>
  ) : (
    <ReactMarkdown {...options}>{source}</ReactMarkdown>
  );
}

/** What GitHub's Markdown makes, less pictures; `id` and `class` are left out, since many notes share a page. */
const allowed: Schema = {
  tagNames: ["a", "blockquote", "br", "code", "del", "em", "hr", "input", "li", "ol", "p", "pre", "strong"]
    .concat(["h1", "h2", "h3", "h4", "h5", "h6", "ul"])
    .concat(["table", "tbody", "td", "th", "thead", "tr", "img"]),
  attributes: {
    a: ["href"],
    img: ["src", "alt"],
    input: [["type", "checkbox"], ["disabled", true], "checked"],
    ol: ["start"],
    td: ["align"],
    th: ["align"],
  },
  required: { input: { disabled: true, type: "checkbox" } },
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https"] },
  strip: ["script"],
};

const options: Options = {
  remarkPlugins: [remarkGfm, htmlAsText],
  rehypePlugins: [[rehypeSanitize, allowed]],
  components: {
    a: ({ href, children }) => <Away href={href}>{children}</Away>,
    img: ({ src, alt }) => <Away href={typeof src === "string" ? src : undefined}>{alt || "Picture"}</Away>,
    h1: Heading,
    h2: Heading,
    h3: Heading,
    h4: Heading,
    h5: Heading,
    h6: Heading,
    input: ({ checked }) => <span className="mono">{checked ? "[x]" : "[ ]"}</span>,
  },
};

/** A page has its own headings; one of a note is a strong line. */
function Heading({ children }: { children?: ReactNode }) {
  return (
    <p>
      <strong>{children}</strong>
    </p>
  );
}

function Away({ href, children }: { href?: string; children?: ReactNode }) {
  if (!href) return children;
  return (
    <a href={href} className="link underline" target="_blank" rel="noopener nofollow noreferrer">
      {children}
    </a>
  );
}

function htmlAsText() {
  return turnHtml;
}

function turnHtml(node: Node): void {
  if (node.type === "html") node.type = "text";
  for (const child of node.children ?? []) turnHtml(child);
}
