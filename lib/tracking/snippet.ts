import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

export type Snippet = {
  body: Buffer;
  gzip: Buffer;
  brotli: Buffer;
  /** For the `integrity` attribute: `sha384-<base64>`. */
  integrity: string;
  hash: string;
  /** The versioned path, whose content never changes. */
  path: string;
};

export type SnippetOptions = {
  collectorUrl: string;
  key: string;
  funnel: string;
  title?: string;
  mode?: "production" | "preview";
  consent?: "required";
  /** Point at the versioned URL with its integrity hash instead of the URL that follows upgrades. */
  pinned?: boolean;
};

let snippet: Snippet | undefined;

/** `public/dossier.js` as it is sent: without comments and indentation, which are a tenth of its size on the wire. */
export function readSnippet(): Snippet {
  snippet ??= prepare(readFileSync(join(process.cwd(), "public", "dossier.js"), "utf8"));
  return snippet;
}

function prepare(source: string): Snippet {
  const body = Buffer.from(source.replace(/^\s*\/\/.*\n/gm, "").replace(/^ +/gm, ""));
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
  return {
    body,
    gzip: gzipSync(body, { level: 9 }),
    brotli: brotliCompressSync(body),
    integrity: `sha384-${createHash("sha384").update(body).digest("base64")}`,
    hash,
    path: `/dossier-${hash}.js`,
  };
}

/** The script element that a funnel's developer pastes into every page of the funnel. */
export function snippetHtml(options: SnippetOptions): string {
  const base = options.collectorUrl.replace(/\/+$/, "");
  const pinned = options.pinned ? readSnippet() : undefined;
  const attributes: [string, string | undefined][] = [
    ["src", base + (pinned?.path ?? "/dossier.js")],
    ["integrity", pinned?.integrity],
    ["crossorigin", pinned && "anonymous"],
    ["data-key", options.key],
    ["data-funnel", options.funnel],
    ["data-title", options.title],
    ["data-mode", options.mode === "preview" ? "preview" : undefined],
    ["data-consent", options.consent],
  ];
  const written = attributes.flatMap(([name, value]) =>
    value ? [`${name}="${escapeAttribute(value)}"`] : [],
  );
  return `<script async ${written.join(" ")}></script>`;
}

function escapeAttribute(value: string): string {
  return value.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
