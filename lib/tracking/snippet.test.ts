import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { expect, test } from "vitest";
import { clickIdParameters } from "./attribution";
import { readSnippet, snippetHtml } from "./snippet";

const options = { collectorUrl: "https://in.example.com/", key: "pk_abc", funnel: "quiz-1" };

test("the snippet is sent in at most 4 KB", () => {
  expect(readSnippet().gzip.length).toBeLessThanOrEqual(3.7 * 1024);
  expect(readSnippet().brotli.length).toBeLessThanOrEqual(3.5 * 1024);
});

test("what is sent is the program that stands in public/dossier.js", () => {
  const source = readFileSync("public/dossier.js", "utf8");
  const minified = (code: string) => transformSync(code, { minify: true }).code;
  expect(minified(readSnippet().body.toString())).toBe(minified(source));
});

test("every encoding holds the same bytes, and the hashes are theirs", () => {
  const { body, gzip, brotli, integrity, hash, path } = readSnippet();
  expect(gunzipSync(gzip)).toEqual(body);
  expect(brotliDecompressSync(brotli)).toEqual(body);
  expect(integrity).toBe(`sha384-${createHash("sha384").update(body).digest("base64")}`);
  expect(path).toBe(`/dossier-${hash}.js`);
});

test("the snippet evaluates no text as code", () => {
  expect(readSnippet().body.toString()).not.toMatch(/\beval\b|\bFunction\(|innerHTML|document\.write/);
});

test("the element names the collector, the key and the funnel", () => {
  expect(snippetHtml(options)).toBe(
    '<script async src="https://in.example.com/dossier.js" data-key="pk_abc" data-funnel="quiz-1"></script>',
  );
});

test("preview, consent and a pinned version are attributes", () => {
  const html = snippetHtml({ ...options, mode: "preview", consent: "required", pinned: true });
  expect(html).toContain(`src="https://in.example.com${readSnippet().path}"`);
  expect(html).toContain(`integrity="${readSnippet().integrity}" crossorigin="anonymous"`);
  expect(html).toContain('data-mode="preview" data-consent="required"');
});

test("a funnel's name cannot leave its attribute", () => {
  expect(snippetHtml({ ...options, funnel: `"><script>alert('1')</script>&` })).toContain(
    "data-funnel=\"&quot;&gt;&lt;script&gt;alert('1')&lt;/script&gt;&amp;\"",
  );
});

test("every click id that attribution reads starts a new visit", () => {
  const pattern = /\/(\^utm_.*)\/\.test\(/.exec(readSnippet().body.toString())?.[1] ?? "none";
  expect(clickIdParameters.filter((parameter) => !new RegExp(pattern).test(parameter))).toEqual([]);
});
