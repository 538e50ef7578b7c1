import type { IncomingMessage, ServerResponse } from "node:http";
import { readSnippet } from "./snippet";

const minute = "public, max-age=300, stale-while-revalidate=86400";
const forever = "public, max-age=31536000, immutable";

/** Answers for the snippet's two URLs: the one that follows upgrades, and the one whose content never changes. */
export function serveSnippet(path: string, request: IncomingMessage, response: ServerResponse): boolean {
  const snippet = readSnippet();
  const isVersioned = path === snippet.path;
  if (!isVersioned && path !== "/dossier.js") return false;
  const encoding = encodingOf(request.headers["accept-encoding"]);
  const etag = `"${snippet.hash}-${encoding}"`;
  const headers = {
    "access-control-allow-origin": "*",
    "cache-control": isVersioned ? forever : minute,
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    vary: "Accept-Encoding",
    etag,
  };
  const known = request.headers["if-none-match"]?.split(",") ?? [];
  if (known.some((tag) => tag.trim().replace(/^W\//, "") === etag)) {
    response.writeHead(304, headers).end();
    return true;
  }
  const body = { br: snippet.brotli, gzip: snippet.gzip, identity: snippet.body }[encoding];
  response.writeHead(200, {
    ...headers,
    "content-type": "text/javascript; charset=utf-8",
    "content-length": body.length,
    ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
  return true;
}

function encodingOf(accepted: string | string[] | undefined): "br" | "gzip" | "identity" {
  const offers = String(accepted ?? "").split(",");
  const accepts = (name: string) =>
    offers.some((offer) => new RegExp(`^\\s*${name}\\s*(;(?!\\s*q=0(\\.0*)?\\s*$)|$)`, "i").test(offer));
  if (accepts("br")) return "br";
  return accepts("gzip") ? "gzip" : "identity";
}
