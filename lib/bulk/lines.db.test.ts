import { expect, test } from "vitest";
import { attributes } from "@/db/schema/attributes";
import { inSystem } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { testNow } from "@/tests/factories";
import { makeEvent, makeFunnel, makeProfile, makeProject, makeSession, minutesAgo } from "@/tests/visits";
import { filterOf } from "../customers/operations";
import { bulkLines } from "./lines";
import type { BulkLine } from "./resource";

const everything = { attributes: true, sessions: true, events: true };
const anyone = filterOf({ environment: "production" });

async function linesOf(...asked: Parameters<typeof bulkLines>): Promise<BulkLine[]> {
  const lines: BulkLine[] = [];
  for await (const line of bulkLines(...asked)) lines.push(line);
  return lines;
}

test("a bulk read holds each customer of the project once, with all that is theirs, however many pages it takes", async () => {
  const ctx = await makeProject();
  const { id: funnelId } = await makeFunnel(ctx);
  const stranger = await makeProject();
  await makeProfile(stranger);
  const customers: string[] = [];
  for (let at = 0; at < 230; at++)
    customers.push((await makeProfile(ctx, { createdAt: minutesAgo(500 - at) })).id);
  const [first = "", second = ""] = customers;
  const merged = await makeProfile(ctx, { customerId: first });
  const events: string[] = [];
  for (const profileId of [first, merged.id, second]) {
    const session = await makeSession(ctx, { profileId, funnelId });
    for (let at = 0; at < 205; at++)
      events.push(
        (await makeEvent(ctx, { sessionId: session.id, profileId, occurredAt: minutesAgo(at % 7) })).id,
      );
    const known = { projectId: ctx.projectId, profileId, source: "funnel" as const, updatedAt: testNow };
    await inSystem((tx) =>
      tx.insert(attributes).values([
        { ...known, key: "plan", value: "pro" },
        { ...known, key: "gone", value: null },
      ]),
    );
  }
  const lines = await linesOf(ctx, anyone, everything);
  const of = (type: BulkLine["type"]) => lines.filter((line) => line.type === type);
  expect(of("customer").map((line) => "id" in line && line.id)).toEqual(
    customers.map((id) => showId("profile", id)),
  );
  expect(of("customer")[0]).toMatchObject({
    profileIds: [first, merged.id].map((id) => showId("profile", id)),
  });
  expect(
    of("event")
      .map((line) => "id" in line && line.id)
      .sort(),
  ).toEqual(events.map((id) => showId("sessionEvent", id)).sort());
  expect(of("session")).toHaveLength(3);
  expect(of("attribute").map((line) => "key" in line && line.key)).toEqual(["plan", "plan", "plan"]);
  expect(lines.at(-1)).toEqual({ type: "end", customers: 230 });
});

test("a bulk read holds only what was asked for", async () => {
  const ctx = await makeProject();
  await makeProfile(ctx, { createdAt: new Date("2026-08-01T10:00:00Z") });
  const late = await makeProfile(ctx, { createdAt: new Date("2026-08-02T10:00:00Z") });
  const nothingElse = { attributes: false, sessions: false, events: false };
  const asked = filterOf({ environment: "production", createdFrom: "2026-08-01T10:00:00.001Z" });
  const lines = await linesOf(ctx, asked, nothingElse);
  expect(lines).toEqual([
    expect.objectContaining({ type: "customer", id: showId("profile", late.id) }),
    { type: "end", customers: 1 },
  ]);
  const untilThen = filterOf({ environment: "production", createdTo: "2026-08-02T10:00:00Z" });
  expect((await linesOf(ctx, untilThen, nothingElse)).at(-1)).toEqual({ type: "end", customers: 1 });
  const thatDay = filterOf({ environment: "production", createdTo: "2026-08-02" });
  expect((await linesOf(ctx, thatDay, nothingElse)).at(-1)).toEqual({ type: "end", customers: 2 });
});
