import { request as httpRequest } from "node:http";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiKeys } from "@/db/schema/projects";
import { fixedClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { processSingleton } from "@/lib/core/process-singleton";
import { createRateLimiter } from "@/lib/core/rate-limiter";
import { believableHeaders } from "@/lib/processes/forwarded-headers";
import {
  type Answer,
  batchOf,
  eventOf,
  makeKey,
  postTo,
  receivedAt,
  rowsOf,
  safari,
  startTestCollector,
} from "@/tests/ingest-client";
import { createIngest, ingest } from "./ingest";
import { ingestRoute } from "./web-mount";

type Post = (body: unknown, headers?: Record<string, string>) => Promise<Answer>;

const clock = fixedClock(receivedAt);
processSingleton("tracking.ingest", () => createIngest({ clock }));

let collector: Awaited<ReturnType<typeof startTestCollector>>;
beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(async () => {
  await collector.close();
  await ingest().close();
});

const overHttp: Post = (body, headers) => postTo(`${collector.origin}/i/v1/batch`, body, headers);

const overRoute: Post = async (body, headers = {}) => {
  const request = new Request("http://localhost:3000/i/v1/batch", {
    method: "POST",
    headers: { "content-type": "text/plain", "user-agent": safari, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const response = await ingestRoute(request);
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {}, headers: response.headers };
};

describe.each([
  ["collector", overHttp],
  ["route handler", overRoute],
])("the %s", (_name, post) => {
  const batch = (changes: Record<string, unknown> = {}) => batchOf(collector.key, receivedAt, changes);
  const without = (field: string) => {
    const { [field]: _gone, ...rest } = batch() as Record<string, unknown>;
    return rest;
  };

  test("acknowledges what it has stored", async () => {
    const sent = batch();
    const answer = await post(sent);
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1, duplicates: 0, rejected: [] } });
    expect(answer.body.profile).toMatch(/^pro_[0-9a-z]{26}$/);
    expect(answer.body.session).toMatch(/^ses_[0-9a-z]{26}$/);
    const { events } = await rowsOf(collector.projectId);
    expect(events.map(({ id }) => id)).toContain(sent.events[0]?.id);
  });

  test("takes application/json and batches without events", async () => {
    const json = { "content-type": "application/json; charset=utf-8" };
    expect(await post(batch({ events: [] }), json)).toMatchObject({ status: 202, body: { accepted: 0 } });
  });

  test.each([
    ["no JSON", "{", "body"],
    ["a list", "[]", "body"],
    ["an empty body", "", "body"],
    ["null", "null", "body"],
  ])("refuses %s", async (_what, body, field) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { code: "invalid", field } });
  });

  test.each([
    ["visitor", "short"],
    ["visitor", "x".repeat(65)],
    ["visitor", "ä".repeat(30)],
    ["session", 7],
    ["mode", "test"],
    ["sentAt", "now"],
    ["sentAt", -1],
    ["funnel", {}],
    ["funnel", { id: "" }],
    ["funnel", { id: "x".repeat(129) }],
    ["page", { url: "/relative" }],
    ["page", { url: "javascript:alert(1)" }],
    ["inputs", []],
    ["inputs", { a: {} }],
    ["inputs", Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`k${n}`, "v"]))],
    ["consent", { marketing: "maybe" }],
    ["events", {}],
    ["events", Array.from({ length: 51 }, () => eventOf(receivedAt))],
  ])("names %s as the field that is wrong and repeats no value", async (field, value) => {
    const answer = await post(batch({ [field]: value }));
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
    expect(String(answer.body.field).split(".")[0]).toBe(field);
    expect(Object.keys(answer.body).sort()).toEqual(["code", "field"]);
  });

  test.each(["key", "visitor", "session", "mode", "sentAt", "funnel", "page", "events"])(
    "does without no %s",
    async (field) => {
      expect((await post(without(field))).status).toBe(400);
    },
  );

  test("keeps the good events of a batch and says which ones it did not", async () => {
    const good = eventOf(receivedAt);
    let deep: unknown = "bottom";
    for (let level = 0; level < 6; level++) deep = { deep };
    const events = [
      "no event",
      eventOf(receivedAt, { id: "1" }),
      good,
      eventOf(receivedAt, { name: "<script>" }),
      eventOf(receivedAt, { at: "yesterday" }),
      eventOf(receivedAt, { properties: [] }),
      eventOf(receivedAt, { properties: deep }),
      eventOf(receivedAt, { properties: { text: "x".repeat(1025) } }),
      eventOf(receivedAt, { properties: { list: Array.from({ length: 65 }, () => 1) } }),
      good,
    ];
    expect((await post(batch({ events }))).body).toMatchObject({
      accepted: 1,
      duplicates: 1,
      rejected: [
        { index: 0, code: "invalid_event" },
        { index: 1, code: "invalid_id" },
        { index: 3, code: "invalid_name" },
        { index: 4, code: "invalid_time" },
        { index: 5, code: "invalid_properties" },
        { index: 6, code: "too_deep" },
        { index: 7, code: "too_long" },
        { index: 8, code: "too_many_properties" },
      ],
    });
  });

  test.each(["pk_unknown", "sk_secret", "", "pk_\u0000", "pk_' or 1=1 --"])(
    "knows no key %j",
    async (key) => {
      expect(await post(batch({ key }))).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    },
  );

  test("takes 64 KiB and not a byte more", async () => {
    const body = JSON.stringify(batch());
    expect((await post(body.padEnd(65_536))).status).toBe(202);
    expect(await post(body.padEnd(65_537))).toMatchObject({ status: 413, body: { code: "too_large" } });
  });

  test.each([
    ["content-type", "text/html"],
    ["content-type", "multipart/form-data; boundary=x"],
    ["content-type", "application/jsonp"],
    ["content-encoding", "gzip"],
  ])("refuses a body with %s %s", async (name, value) => {
    expect((await post(batch(), { [name]: value })).status).toBe(415);
  });

  test("holds a key to its origins", async () => {
    const { key } = await makeKey(["https://quiz.example"]);
    const asking = (headers: Record<string, string>) => post(batch({ key }), headers).then((a) => a.status);
    expect(await asking({ origin: "https://quiz.example" })).toBe(202);
    expect(await asking({ origin: "https://evil.example" })).toBe(403);
    expect(await asking({ origin: "null" })).toBe(403);
    expect(await asking({})).toBe(403);
  });

  test("stops taking a revoked key within seconds", async () => {
    const { key, projectId } = await makeKey();
    expect((await post(batch({ key }))).status).toBe(202);
    await database().update(apiKeys).set({ revokedAt: receivedAt }).where(eq(apiKeys.projectId, projectId));
    clock.advance(6_000);
    collector.clock.advance(6_000);
    expect((await post(batch({ key }))).status).toBe(401);
  });
});

test("asks a sender that has gone wild to come later, and nobody else", async () => {
  const { key } = await makeKey();
  const limited = createIngest({ clock, ofSender: createRateLimiter({ most: 3, windowMs: 10_000 }) });
  const asking = (address: string) =>
    limited.handle({
      method: "POST",
      contentType: "text/plain",
      contentEncoding: null,
      userAgent: safari,
      origin: null,
      address,
      body: async () => JSON.stringify(batchOf(key, receivedAt)),
    });
  const statuses = [];
  for (let time = 0; time < 5; time++) statuses.push((await asking("203.0.113.7")).status);
  expect(statuses).toEqual([202, 202, 202, 429, 429]);
  const refused = await asking("203.0.113.7");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(1);
  expect((await asking("203.0.113.8")).status).toBe(202);
  // One subscriber has a whole /64 of IPv6.
  for (let time = 0; time < 3; time++) await asking(`2001:db8:1:2::${time}`);
  expect((await asking("2001:db8:1:2:3:4:5:6")).status).toBe(429);
  await limited.close();
});

test("answers 503 with Retry-After when something of ours breaks", async () => {
  const answer = await collector.ingest.handle({
    method: "POST",
    contentType: "text/plain",
    contentEncoding: null,
    userAgent: safari,
    origin: null,
    address: "203.0.113.9",
    body: async () => {
      throw new Error("the body broke off");
    },
  });
  expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
});

describe("behind proxies", () => {
  const german = "91.0.0.1";
  const claims = { "x-forwarded-for": german, forwarded: `for=${german}`, "x-real-ip": german };

  test("the collector believes no header of a stranger", async () => {
    const { key, projectId } = await makeKey();
    await postTo(`${collector.origin}/i/v1/batch`, batchOf(key, receivedAt), claims);
    expect((await rowsOf(projectId)).profiles).toMatchObject([{ country: null }]);
  });

  test("the collector believes the right-most hop that is none of its proxies, and keeps only its country", async () => {
    const trusting = await startTestCollector({ trustedProxies: ["127.0.0.0/8", "10.0.0.0/8"] });
    await trusting.post(trusting.batch(), { "x-forwarded-for": `8.8.8.8, ${german}, 10.1.2.3` });
    const rows = await trusting.rows();
    expect(rows.profiles).toMatchObject([{ country: "DE" }]);
    expect(JSON.stringify(rows)).not.toContain(german);
    await trusting.close();
  });
});

test("our server before the route handler believes no stranger, and its own proxies as far as they go", async () => {
  const { key, projectId } = await makeKey();
  const german = "91.0.0.1";
  const claims = { "x-forwarded-for": german, "x-real-ip": german, forwarded: `for=${german}` };
  const arriveFrom = (address: string, headers: Record<string, string>) => {
    const peer = { address, appUrl: "http://localhost:3000", trustedProxies: ["10.0.0.0/8"] };
    const believed = believableHeaders(headers, peer, "request-1");
    const named = Object.entries(believed).map(([name, value]): [string, string] => [name, String(value)]);
    return overRoute(batchOf(key, receivedAt), Object.fromEntries(named));
  };
  await arriveFrom("127.0.0.1", claims);
  await arriveFrom("10.0.0.1", { "x-forwarded-for": `8.8.8.8, ${german}` });
  const { profiles } = await rowsOf(projectId);
  expect(profiles.map(({ country }) => country).sort()).toEqual(["DE", null]);
});

test("small answers for other paths and methods", async () => {
  const ask = (path: string, method: string) =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(collector.origin);
      const asked = httpRequest({ port, path, method, host: "127.0.0.1" }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.on("error", reject).end();
    });
  expect(await ask("/", "GET")).toBe(404);
  expect(await ask("/i/v1/batch", "GET")).toBe(405);
  expect(await ask("/dossier.js", "POST")).toBe(405);
  expect(await ask("/health", "GET")).toBe(200);
  expect(await ask("/dossier.js?v=1", "HEAD")).toBe(200);
});
