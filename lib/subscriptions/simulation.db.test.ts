import { describe, expect, it } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { showId } from "@/lib/core/ids";
import { subscriptionsCsv } from "@/lib/subscription-list/csv";
import { getSubscription, listSubscriptions } from "@/lib/subscription-list/queries";
import { noFilter, type SubscriptionFilter } from "@/lib/subscription-list/schema";
import { makePricePoint, makeSubscription, monthly, sandboxCtx, weekTrial } from "@/tests/billing";
import { memberCtx } from "@/tests/factories";
import { addSubscriptions } from "@/tests/subscriptions";
import { makeProfile } from "@/tests/visits";
import { type Supposed, simulateSubscription } from "./simulation";

async function boughtOn(day: string, terms = monthly) {
  const ctx: Ctx = { ...(await sandboxCtx()), clock: fixedClock(`${day}T10:00:00Z`) };
  const { id } = await makeSubscription(ctx, { terms });
  const held = await getSubscription(ctx, showId("subscription", id));
  const look = async (supposed: Partial<Supposed> = {}) => {
    const until = new Date("2026-03-20T00:00:00Z");
    const { steps } = await simulateSubscription(ctx, held, {
      until,
      pays: true,
      pauseUntil: null,
      ...supposed,
    });
    return steps.map((step) => [step.at.toISOString().slice(0, 16), step.words, step.isActive]);
  };
  return { ctx, held, look };
}

describe("a simulation", () => {
  it("says of each step when it comes, what it does and whether access is there", async () => {
    const { look, held, ctx } = await boughtOn("2026-01-10", weekTrial);
    expect(await look()).toEqual([
      ["2026-01-17T08:00", "$9.99 is paid for period 2", true],
      ["2026-01-17T10:00", "Period 2 begins", true],
      ["2026-02-17T08:00", "$9.99 is paid for period 3", true],
      ["2026-02-17T10:00", "Period 3 begins", true],
      ["2026-03-17T08:00", "$9.99 is paid for period 4", true],
      ["2026-03-17T10:00", "Period 4 begins", true],
    ]);
    const still = await getSubscription(ctx, showId("subscription", held.row.id));
    expect(still.row).toEqual(held.row);
  });

  it("follows declined charges to the end", async () => {
    const { look } = await boughtOn("2026-01-10");
    expect(await look({ pays: false })).toEqual([
      ["2026-02-10T08:00", "$9.99 is declined", true],
      ["2026-02-12T08:00", "$9.99 is declined", true],
      ["2026-02-17T08:00", "$9.99 is declined, and grace ends", false],
      ["2026-02-22T08:00", "$6.99 is declined", false],
      ["2026-03-02T08:00", "$5.00 is declined, no try is left: it ends", false],
    ]);
  });

  it("pauses first if asked to, and gives the kept time back", async () => {
    const { look } = await boughtOn("2026-01-10");
    expect((await look({ pauseUntil: new Date("2026-01-20T00:00:00Z") })).slice(0, 3)).toEqual([
      ["2026-01-10T10:00", "Pauses; 31 days of paid time are kept", false],
      ["2026-01-20T00:00", "Resumes; access lasts until 20 Feb 2026, 00:00 UTC", true],
      ["2026-02-19T22:00", "$9.99 is paid for period 2", true],
    ]);
    await expect(look({ pauseUntil: new Date("2020-01-01T00:00:00Z") })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("is refused for what a provider keeps", async () => {
    const { ctx, held } = await boughtOn("2026-01-10");
    const mirror = { ...held, row: { ...held.row, isMirror: true } };
    const supposed = { until: new Date("2026-03-20"), pays: true, pauseUntil: null };
    await expect(simulateSubscription(ctx, mirror, supposed)).rejects.toMatchObject({ code: "conflict" });
  });
});

it("the file holds what the list holds, in its order, and no formula", async () => {
  const ctx = await memberCtx("owner");
  const { id: profileId } = await makeProfile(ctx, { email: "=cmd()@example.com" });
  const { id: pricePointId } = await makePricePoint(ctx);
  await addSubscriptions(
    ctx,
    Array.from({ length: 7 }, (_, index) => ({
      profileId,
      pricePointId,
      provider: index % 2 ? "stripe" : "sandbox",
    })),
  );
  const filter: SubscriptionFilter = {
    ...noFilter,
    environment: "production",
    view: "all",
    providers: ["sandbox"],
  };
  const asked = { filter, sort: { by: "check", isAscending: true } } as const;
  let text = "";
  for await (const piece of subscriptionsCsv(ctx, asked)) text += piece;
  const [heads, ...lines] = text.trimEnd().split("\n");
  expect(heads).toMatch(/^subs_id,customer,email,/);
  const { rows } = await listSubscriptions(ctx, { ...asked, size: 100, cursor: null });
  expect(lines.map((line) => line.split(",")[0])).toEqual(
    rows.map(({ row }) => showId("subscription", row.id)),
  );
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain(",'=cmd()@example.com,");
  expect(lines[0]).toContain(",RECURRING,RECURRING,");
  expect(lines[0]).toContain(",9.99,USD,1,sandbox,");
});
