import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestCollector } from "@/tests/ingest-client";
import { startCollector } from "./collector-server";

let collector: Awaited<ReturnType<typeof startTestCollector>>;
beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(() => collector.close());

test("tells how the queue stands to this machine, and only its health to who comes through a proxy", async () => {
  const health = async (headers: Record<string, string>) =>
    (await fetch(`${collector.origin}/health`, { headers })).json();
  expect(await health({})).toMatchObject({ status: "ok", waiting: 0 });
  expect(await health({ "x-forwarded-for": "203.0.113.9" })).toEqual({ status: "ok" });
});

test("outlives a request that throws, at once or later, and answers it", async () => {
  const broken = async () => {
    throw new Error("broken");
  };
  const state = () => {
    throw new Error("broken");
  };
  const close = async () => undefined;
  const failing = await startCollector({
    host: "127.0.0.1",
    port: 0,
    trustedProxies: [],
    ingest: { handle: broken, state, close },
  });
  const origin = `http://127.0.0.1:${failing.port}`;
  expect((await fetch(`${origin}/health`)).status).toBe(500);
  expect((await fetch(`${origin}/i/v1/batch`, { method: "POST", body: "{}" })).status).toBe(500);
  expect((await fetch(`${origin}/`)).status).toBe(404);
  await failing.close();
});

test("reads a long list of entity tags in no time", async () => {
  const started = performance.now();
  const tags = " ".repeat(15_000);
  expect(
    (await fetch(`${collector.origin}/dossier.js`, { headers: { "if-none-match": `a${tags}b` } })).status,
  ).toBe(200);
  expect(performance.now() - started).toBeLessThan(1_000);
  const { headers } = await fetch(`${collector.origin}/dossier.js`);
  const known = { "if-none-match": `"other" ,  W/${headers.get("etag")}` };
  expect((await fetch(`${collector.origin}/dossier.js`, { headers: known })).status).toBe(304);
});
