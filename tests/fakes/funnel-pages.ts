import { createServer } from "node:http";
import { readSnippet, type SnippetOptions, snippetHtml } from "@/lib/tracking/snippet";
import { close, listen } from "./loopback";

export type FunnelPage = {
  /** Runs before the snippet, as a page's own script would. */
  before?: string;
  after?: string;
  csp?: string;
  /** Replaces the script element. */
  element?: string;
} & Partial<SnippetOptions>;

/** Funnel pages on their own origin; each path shows what the test put there, and unknown paths an empty funnel page. */
export async function startFunnelPages(collectorUrl: string) {
  const pages = new Map<string, FunnelPage>();
  const html = (page: FunnelPage) => {
    const element = page.element ?? snippetHtml({ collectorUrl, key: "pk_test", funnel: "quiz-1", ...page });
    const script = (code: string | undefined) => (code ? `<script>${code}</script>` : "");
    return `<!doctype html><meta charset="utf-8"><title>Funnel</title><link rel="icon" href="data:,">${script(page.before)}${element}${script(page.after)}<a href="/next">Next</a>`;
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const page = pages.get(path) ?? {};
    if (page.csp) response.setHeader("content-security-policy", page.csp);
    response.writeHead(200, { "content-type": "text/html" }).end(path === "/plain" ? "<p>Plain" : html(page));
  });
  const port = await listen(server);
  return {
    url: `http://localhost:${port}`,
    pages,
    integrity: readSnippet().integrity,
    close: () => close(server),
  };
}
