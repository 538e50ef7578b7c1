import { sql } from "drizzle-orm";
import { NextRequest } from "next/server";
import pino from "pino";
import postgres from "postgres";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { createKey } from "@/lib/api-keys/commands";
import { systemClock } from "@/lib/core/clock";
import { read } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { operation } from "@/lib/core/operation";
import { dropProcessSingleton, processSingleton } from "@/lib/core/process-singleton";
import { apiRoute } from "@/lib/http/api-route";
import { batchOfCanary, makeCanary, ownerOf } from "@/tests/canary";
import { testAdminUrl } from "@/tests/database";
import { startTestCollector, visitorKey } from "@/tests/ingest-client";
import { requestErasure } from "./commands";
import { eraseNext } from "./erase";

let collector: Awaited<ReturnType<typeof startTestCollector>>;
let lines: string[] = [];

beforeEach(async () => {
  lines = [];
  dropProcessSingleton("log.pino");
  // Whole lines, as production writes them.
  processSingleton("log.pino", () => pino({ level: "debug" }, { write: (line: string) => lines.push(line) }));
  collector = await startTestCollector();
});
afterEach(async () => {
  dropProcessSingleton("log.pino");
  await collector.close();
});

/** Makes the database refuse every visit that has this word, and quote the row. */
async function refusing(word: string, work: () => Promise<void>): Promise<void> {
  const admin = postgres(testAdminUrl(), { max: 1, onnotice: () => undefined });
  try {
    await admin.unsafe(
      `alter table sessions add constraint refused_check check (strpos(referrer, '${word}') = 0) not valid`,
    );
    await work();
  } finally {
    await admin.unsafe("alter table sessions drop constraint if exists refused_check");
    await admin.end();
  }
}

/** An API whose database stumbles over what was sent, and quotes it. */
const stumbling = apiRoute(
  operation({
    id: "stumble",
    method: "POST",
    path: "/stumble",
    group: "Test",
    scope: "customers:read",
    summary: "Fail",
    body: z.strictObject({ text: z.string() }),
    answer: z.strictObject({}),
    run: async ({ ctx, body }) => {
      await read(ctx, (tx) => tx.execute(sql`select ${body.text}::text::int, ${body.text}::text`));
      return {};
    },
  }),
);

it("the log has no word of a person, whatever the collector and the API stumbled over, nor after the erasure", async () => {
  const word = "zqlogged";
  const canary = await makeCanary(collector, word);
  const visitor = visitorKey();
  const batch = batchOfCanary(collector, visitor, word);
  const bodies = [
    `{"key":"${word}`,
    JSON.stringify({ ...batch, key: word }),
    JSON.stringify({ ...batch, visitor: `${word} ${word}` }),
  ];
  for (const body of bodies) expect((await collector.post(body)).status).toBeGreaterThanOrEqual(400);
  await refusing(word, async () => {
    expect((await collector.post(batch)).status).toBe(400);
  });
  expect(lines.join("")).toContain("visits were not written");

  const owner = { ...ownerOf(collector), clock: systemClock };
  const { key } = await createKey(owner, {
    kind: "secret",
    name: "Test",
    scopes: ["customers:read"],
    expiresInDays: null,
  });
  const request = new NextRequest(`http://console.test/api/v1/stumble?${word}=${word}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ text: word }),
  });
  const plain = new NextRequest("http://console.test/api/v1/stumble", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ text: word }),
  });
  const params = { params: Promise.resolve({}) };
  expect((await stumbling.POST(request, params)).status).toBe(400);
  expect((await stumbling.POST(plain, params)).status).toBe(500);
  expect(lines.join("")).toContain("request failed");

  await requestErasure(canary.ctx, {
    customers: [showId("profile", canary.profileIds[0])],
    holdDays: 0,
    reason: word,
  });
  await eraseNext(canary.ctx.projectId, canary.ctx.clock);
  await collector.post(batchOfCanary(collector, canary.visitors[0], word));
  expect(lines.filter((line) => line.toLowerCase().includes(word))).toEqual([]);
});
