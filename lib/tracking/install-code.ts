import { env } from "../core/env";
import { readSnippet, snippetHtml } from "./snippet";

/** What a funnel's developer pastes, with this project's key and the collector's address in it. */
export function installCode(key: string) {
  const { collectorUrl } = env();
  const element = { collectorUrl, key, funnel: "quiz-1" };
  return {
    plain: snippetHtml(element),
    pinned: snippetHtml({ ...element, pinned: true }),
    consent: snippetHtml({ ...element, consent: "required" }),
    preview: snippetHtml({ ...element, mode: "preview" }),
    csp: `script-src ${collectorUrl}; connect-src ${collectorUrl}`,
    gzipBytes: readSnippet().gzip.length,
  };
}
