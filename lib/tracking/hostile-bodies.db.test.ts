import { monitorEventLoopDelay } from "node:perf_hooks";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRateLimiter } from "@/lib/core/rate-limiter";
import { hostileBody } from "@/tests/hostile-bodies";
import {
  batchOf,
  eventOf,
  makeKey,
  receivedAt,
  rowsOf,
  safari,
  startTestCollector,
} from "@/tests/ingest-client";
import { createIngest } from "./ingest";

// By hand: FUZZ_BODIES=100000 npx vitest run --project database hostile-bodies
const bodies = Number(process.env.FUZZ_BODIES ?? 20_000);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const atOnce = 200;

let collector: Awaited<ReturnType<typeof startTestCollector>>;
beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(() => collector.close());

test(`G5: ${bodies} hostile bodies bring no 5xx, no stall and nothing that is stored wrong`, async () => {
  const { key, projectId } = await makeKey();
  const unlimited = { ofSender: createRateLimiter({ most: Infinity, windowMs: 1_000 }) };
  const ingest = createIngest({
    ...unlimited,
    ofKey: createRateLimiter({ most: Infinity, windowMs: 1_000 }),
  });
  const statuses: Record<string, number> = {};
  let slowest = { ms: 0, texts: [] as string[] };
  for (let done = 0; done < bodies; done += atOnce) {
    const texts = fc.sample(hostileBody(key, receivedAt), { numRuns: atOnce, seed: seed + done });
    const { answers, stallMs } = await sendAll(ingest, texts);
    if (stallMs > slowest.ms) slowest = { ms: stallMs, texts };
    for (const [index, { status }] of answers.entries()) {
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status >= 500) throw new Error(`seed ${seed}: ${status} for ${texts[index]}`);
    }
  }
  // A stall that our code makes comes again; one that a busy machine makes does not.
  const again = [];
  for (let time = 0; time < 3; time++) again.push((await sendAll(ingest, slowest.texts)).stallMs);
  const longestMs = Math.round(Math.min(slowest.ms, ...again));
  const rows = await rowsOf(projectId);
  const stored = JSON.stringify(rows);
  console.info(JSON.stringify({ test: "G5", seed, bodies, statuses, longestMs }));
  expect(longestMs).toBeLessThanOrEqual(100);
  expect(statuses[202]).toBeGreaterThan(bodies / 8);
  expect(statuses[400]).toBeGreaterThan(bodies / 8);
  expect(stored).not.toContain("\\u0000");
  expect(stored).not.toMatch(/\\ud[89a-f][0-9a-f]{2}/i);
  expect(stored).not.toMatch(/"(__proto__|constructor|prototype)":/);
  for (const { name } of rows.events) expect(name).toMatch(/^[a-zA-Z0-9_. :-]{1,64}$/);
  for (const { email } of rows.profiles) expect(email ?? "a@b.c").toMatch(/^[^\s@]+@[^\s@]+$/);
  for (const { key: name, value } of rows.attributes) {
    expect(name).toMatch(/^[a-zA-Z][a-zA-Z0-9_-]{0,39}$/);
    expect(value?.length).toBeLessThanOrEqual(500);
  }
}, 600_000);

test("ten mebibytes are refused while they come", async () => {
  const body = "x".repeat(10 * 1024 * 1024);
  // The sender may still be writing when the connection ends, and then it does not read the 413.
  const status = await collector.post(body).then(
    (answer) => answer.status,
    () => "connection ended",
  );
  expect([413, "connection ended"]).toContain(status);
  expect((await collector.post(collector.batch())).status).toBe(202);
});

test("depth bombs cost nothing", async () => {
  for (const [open, close] of [
    ["[", "]"],
    ['{"a":', "}"],
  ]) {
    const bomb = `${open}`.repeat(8_000) + (open === "[" ? "" : "1") + `${close}`.repeat(8_000);
    const batch = JSON.stringify(
      batchOf(collector.key, receivedAt, { events: [eventOf(receivedAt, { properties: "BOMB" })] }),
    );
    const answer = await collector.post(batch.replace('"BOMB"', `{"x":${bomb}}`));
    expect(answer).toMatchObject({ status: 202, body: { rejected: [{ index: 0, code: "too_deep" }] } });
  }
});

async function sendAll(ingest: ReturnType<typeof createIngest>, texts: string[]) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  // Making the bodies is work of the test: the watch begins after it.
  await new Promise((resolve) => setImmediate(resolve));
  delay.enable();
  const answers = await Promise.all(texts.map((text) => send(ingest, text)));
  delay.disable();
  return { answers, stallMs: delay.max / 1e6 };
}

function send(ingest: ReturnType<typeof createIngest>, text: string) {
  return ingest.handle({
    method: "POST",
    contentType: "text/plain",
    contentEncoding: null,
    userAgent: safari,
    origin: null,
    address: "203.0.113.5",
    body: async () => (text.length > 65_536 ? null : text),
  });
}
