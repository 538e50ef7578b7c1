import type { InboundProvider } from "../../db/columns";

/**
 * The body as it may be kept: FunnelFox sends hashes of passwords, which are none of our business. Every byte outside of
 * them stays as it was.
 */
export function withoutPasswords(provider: InboundProvider, rawBody: Buffer): Buffer {
  if (provider !== "funnelfox" || !/pass|\\u/i.test(rawBody.toString("latin1"))) return rawBody;
  // One letter for each byte, so that what is not touched stays as it is.
  const text = rawBody.toString("latin1");
  const kept: string[] = [];
  let from = 0;
  for (const { index, 0: token, 1: name = "" } of text.matchAll(/("[^"\\]*(?:\\[\s\S][^"\\]*)*")\s*:/g)) {
    if (index < from || !/^password/i.test(nameIn(name))) continue;
    const start = index + token.length;
    kept.push(text.slice(from, start), "null");
    from = start + valueLength(text.slice(start));
  }
  return Buffer.from(kept.join("") + text.slice(from), "latin1");
}

function nameIn(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}

/** Of the JSON value with which a text begins, with the blanks before it. */
function valueLength(text: string): number {
  let depth = 0;
  for (const { index, 0: token } of text.matchAll(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"|[[\]{},]|[^\s"[\]{},]+/g)) {
    if (token === "{" || token === "[") depth += 1;
    if (token === "}" || token === "]") depth -= 1;
    if (depth < 0 || (depth === 0 && token === ",")) return index;
    if (depth === 0) return index + token.length;
  }
  return text.length;
}
