import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createKey, revokeKey, rotateKey } from "@/lib/api-keys/commands";
import { systemClock } from "@/lib/core/clock";
import { command } from "@/lib/core/command";
import { findId } from "@/lib/core/ids";
import { listOperation, operation } from "@/lib/core/operation";
import type { Permission } from "@/lib/core/permissions";
import { madeProcessSingleton } from "@/lib/core/process-singleton";
import type { createRateWindow } from "@/lib/core/rate-limiter";
import { auditOf, memberCtx } from "@/tests/factories";
import { apiRoute, requestLimit } from "./api-route";

const echoBody = z.strictObject({ text: z.string().max(20), count: z.number().optional() });

const echo = command({
  name: "echo.say",
  permission: "project:write",
  input: echoBody,
  run: async ({ input, audit }) => {
    audit({ subject: "echo", after: { text: input.text } });
    return { said: input.text };
  },
});

const postEcho = operation({
  id: "postEcho",
  method: "POST",
  path: "/echo/{name}",
  group: "Echo",
  scope: "project:write",
  summary: "Say something",
  params: z.strictObject({ name: z.string() }),
  query: z.strictObject({ loud: z.enum(["yes", "no"]).optional() }),
  body: echoBody,
  status: 201,
  answer: z.strictObject({ said: z.string() }),
  run: ({ ctx, body }) => echo(ctx, body),
});

const listOf = (id: string) =>
  listOperation({
    id,
    path: "/echo/{name}",
    group: "Echo",
    scope: "customers:read",
    summary: "List",
    params: z.strictObject({ name: z.string() }),
    query: z.strictObject({
      after: z.string().optional(),
      attribute: z.record(z.string(), z.string()).optional(),
    }),
    item: z.number(),
    run: async ({ page }) => {
      const from = Number(page.cursor ?? 0);
      const data = Array.from({ length: Math.min(page.limit, 50 - from) }, (_, at) => from + at);
      const end = from + data.length;
      return { data, nextCursor: end < 50 ? String(end) : null };
    },
  });

const route = apiRoute(postEcho, listOf("listEcho"));
const otherRoute = apiRoute(listOf("listOthers"));

let senders = 0;
/** Each test comes from an address of its own. */
let sender = "";
beforeEach(() => {
  senders += 1;
  sender = `198.51.100.${senders}`;
});

type Sent = {
  key?: string;
  headers?: Record<string, string>;
  body?: unknown;
  raw?: string;
  query?: string;
  name?: string;
};

async function send(method: "GET" | "POST" | "PUT", sent: Sent = {}, handlers = route) {
  const { key, headers = {}, body, raw, query = "", name = "a" } = sent;
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new NextRequest(`http://localhost/api/v1/echo/${name}${query}`, {
    method,
    headers: {
      "x-forwarded-for": sender,
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(payload === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: payload,
  });
  const response = await handlers[method](request, { params: Promise.resolve({ name }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: text ? JSON.parse(text) : null };
}

async function keyed(scopes: Permission[] = ["project:write", "customers:read"]) {
  const ctx = { ...(await memberCtx("owner")), clock: systemClock };
  const made = await createKey(ctx, { kind: "secret", name: "Test", scopes, expiresInDays: null });
  return { ctx, ...made };
}

describe("the gate", () => {
  it("lets a working key do what its scopes name, and says which scope is missing", async () => {
    const { key } = await keyed(["customers:read"]);
    expect(await send("GET", { key })).toMatchObject({ status: 200 });
    const refused = await send("POST", { key, body: { text: "hi" } });
    expect(refused.status).toBe(403);
    expect(refused.json).toMatchObject({ code: "forbidden", status: 403, requestId: expect.any(String) });
    expect(refused.json.detail).toContain("project:write");
    expect(refused.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  });

  it("refuses what is no key, a revoked, an expired and a publishable one, each with 401", async () => {
    const { ctx, key, keyId } = await keyed();
    const pages = await createKey(ctx, { kind: "publishable", name: "Q", allowedOrigins: [] });
    const rotated = await rotateKey(ctx, { keyId, overlapHours: 0 });
    await revokeKey(ctx, { keyId: rotated.keyId });
    const reasons: [string, RegExp][] = [
      [`Bearer ${key}`, /expired/],
      [`Bearer ${rotated.key}`, /revoked/],
      [`Bearer ${pages.key}`, /publishable/],
      [`Bearer ${key}x`, /not known/],
      ["Bearer", /not known/],
      ["Bearer \u00ff\u00fe", /not known/],
      [`Basic ${key}`, /not known/],
      [`Bearer ${"x".repeat(9_000)}`, /not known/],
    ];
    for (const [authorization, reason] of reasons) {
      const { status, json, headers } = await send("GET", { headers: { authorization } });
      expect(status, authorization.slice(0, 40)).toBe(401);
      expect(json.detail).toMatch(reason);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
    expect(await send("GET")).toMatchObject({ status: 401, json: { code: "unauthenticated" } });
  });

  it("closes for an address after ten wrong keys in a minute, but not for a key that it knows", async () => {
    const { key } = await keyed();
    const fresh = await keyed();
    expect((await send("GET", { key })).status).toBe(200);
    const statuses = [];
    for (let at = 0; at < 12; at++) statuses.push((await send("GET", { key: "sk_guess" })).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    const closed = await send("GET", { key: fresh.key });
    expect(closed.status).toBe(429);
    expect(Number(closed.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await send("GET", { key })).status).toBe(200);
    sender = "203.0.113.9";
    expect((await send("GET", { key: fresh.key })).status).toBe(200);
  });

  it("counts the requests of a key and says what is left", async () => {
    const { key, keyId } = await keyed();
    const first = await send("GET", { key });
    expect(first.headers.get("ratelimit-limit")).toBe("1200");
    expect(first.headers.get("ratelimit-remaining")).toBe("1199");
    expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(0);
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect(first.headers.get("access-control-allow-origin")).toBeNull();
    const requests = madeProcessSingleton<ReturnType<typeof createRateWindow>>("api-route.requests");
    for (let at = 1; at < requestLimit.most; at++) requests?.take(findId("apiKey", keyId) ?? "", Date.now());
    const over = await send("GET", { key });
    expect(over.status).toBe(429);
    expect(over.headers.get("ratelimit-remaining")).toBe("0");
    expect(over.headers.get("retry-after")).toBe(over.headers.get("ratelimit-reset"));
  });
});

describe("the request", () => {
  it("is refused with the names of what does not fit", async () => {
    const { key } = await keyed();
    const cases: [Sent, RegExp | Record<string, unknown>][] = [
      [{ body: { text: 1 } }, { text: expect.any(String) }],
      [{ body: { text: "a", other: 1 } }, { input: expect.stringContaining("other") }],
      [{ raw: '{"text":"a","text":"b"}' }, /twice/],
      [{ raw: '{"text":"a\\u0000"}' }, /cannot be stored/],
      [{ raw: "{" }, /not JSON/],
      [{ raw: "[]" }, { input: expect.any(String) }],
      [{ body: { text: "a" }, headers: { "content-type": "text/plain" } }, /application\/json/],
      [{ body: { text: "a" }, query: "?loud=maybe" }, { loud: expect.any(String) }],
      [{ body: { text: "a" }, query: "?quiet=1" }, { input: expect.stringContaining("quiet") }],
      [{ body: { text: "a" }, query: "?loud=yes&loud=no" }, /twice/],
      [{ body: { text: "a" }, headers: { "idempotency-key": "" } }, /Idempotency-Key/],
    ];
    for (const [sent, expected] of cases) {
      const { status, json } = await send("POST", { key, ...sent });
      expect(status, JSON.stringify(sent)).toBe(400);
      expect(json.code).toBe("invalid");
      if (expected instanceof RegExp) expect(json.detail).toMatch(expected);
      else expect(json.errors).toMatchObject(expected);
    }
    const large = await send("POST", { key, body: { text: "x".repeat(300_000) } });
    expect(large).toMatchObject({ status: 413, json: { code: "too_large" } });
    const body = await send("PUT", { key });
    expect(body).toMatchObject({ status: 405, json: { code: "method_not_allowed" } });
    expect(body.headers.get("allow")).toBe("GET, POST");
  });

  it("with an Idempotency-Key has one effect, however often it is sent at once", async () => {
    const { ctx, key } = await keyed();
    const headers = { "idempotency-key": '"once"' };
    const all = await Promise.all(
      Array.from({ length: 50 }, () => send("POST", { key, headers, body: { text: "hi", count: 1 } })),
    );
    expect(all.filter(({ status }) => status === 201 || status === 409)).toHaveLength(50);
    for (const running of all.filter(({ status }) => status === 409))
      expect(running.headers.get("retry-after")).toBe("1");
    const fresh = all.filter((each) => each.status === 201 && !each.headers.has("idempotent-replayed"));
    expect(fresh).toHaveLength(1);
    const said = (await auditOf(ctx)).filter((row) => row.action === "echo.say");
    expect(said).toHaveLength(1);

    const replay = await send("POST", {
      key,
      headers: { "idempotency-key": "once" },
      raw: '{ "count":1,"text":"hi"}',
    });
    expect(replay).toMatchObject({ status: 201, json: { said: "hi" } });
    expect(replay.headers.get("idempotent-replayed")).toBe("true");
    const other = await send("POST", { key, headers, body: { text: "ho", count: 1 } });
    expect(other).toMatchObject({ status: 422, json: { code: "idempotency_mismatch" } });
    const elsewhere = await send("POST", { key, headers, name: "b", body: { text: "hi", count: 1 } });
    expect(elsewhere.status).toBe(422);
  });
});

describe("a list", () => {
  it("is walked by its cursors, and takes those of no other list or filter", async () => {
    const { key } = await keyed();
    const seen: number[] = [];
    let query = "?limit=20";
    for (;;) {
      const { json } = await send("GET", { key, query });
      seen.push(...json.data);
      if (!json.pagination.hasMore) break;
      query = `?limit=20&cursor=${encodeURIComponent(json.pagination.nextCursor)}`;
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_, at) => at));

    const { json } = await send("GET", { key });
    expect(json.data).toHaveLength(20);
    const cursor = encodeURIComponent(json.pagination.nextCursor);
    const elsewhere = [
      send("GET", { key, query: `?cursor=${cursor}` }, otherRoute),
      send("GET", { key, query: `?cursor=${cursor}`, name: "b" }),
      send("GET", { key, query: `?cursor=${cursor}&after=x` }),
      send("GET", { key, query: "?cursor=20" }),
      send("GET", { key, query: "?limit=0" }),
      send("GET", { key, query: "?limit=501" }),
      send("GET", { key, query: "?limit=ten" }),
    ];
    for (const answer of await Promise.all(elsewhere))
      expect(answer).toMatchObject({ status: 400, json: { code: "invalid", errors: expect.any(Object) } });
  });
});
