import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { subscriptions } from "@/db/schema/subscriptions";
import { fixedClock } from "@/lib/core/clock";
import { write } from "@/lib/core/database";
import { renewDue } from "@/lib/subscriptions/renew";
import { booksOf, getSubscription } from "@/tests/billing";
import { auditOf, memberCtx } from "@/tests/factories";
import { asPromised, later, newKey, paidMonth, supportActionsOf } from "@/tests/support";
import {
  cancelSubscription,
  chargeSubscription,
  deferSubscription,
  discountSubscription,
  migrateSubscription,
  pauseSubscription,
  resumeSubscription,
  uncancelSubscription,
} from "./commands";
import { getActions, previewAction } from "./queries";

const day = 86_400_000;

describe("what changes a subscription", () => {
  it("cancels and undoes it, as the preview said, with a trail", async () => {
    const made = await paidMonth();
    const { ctx } = made;
    const off = await asPromised(made, { kind: "cancel" }, (input) =>
      cancelSubscription(ctx, { ...input, reason: "Did not use it" }),
    );
    expect(off.row.autoRenew).toBe(false);
    expect(off.effects).toMatchObject({ money: null, nextCharge: { after: null } });
    const next = later(ctx, "2026-09-21T08:00:01Z");
    const on = await asPromised(made, { kind: "uncancel" }, (input) => uncancelSubscription(next, input));
    expect(on.row.autoRenew).toBe(true);
    expect((await auditOf(ctx)).map(({ action, details }) => [action, details])).toEqual([
      [
        "subscription.cancel",
        { reason: "Did not use it", before: { autoRenew: true }, after: { autoRenew: false } },
      ],
      ["subscription.uncancel", { before: { autoRenew: false }, after: { autoRenew: true } }],
    ]);
  });

  it("pauses for days, until a day or for good, and resumes with the time that was left", async () => {
    for (const [asked, until] of [
      [{ days: 10 }, new Date("2026-10-01T08:00:00Z")],
      [{ until: new Date("2026-11-01T00:00:00Z") }, new Date("2026-11-01T00:00:00Z")],
      [{ until: null }, null],
    ] as const) {
      const made = await paidMonth();
      const paused = await asPromised(made, { kind: "pause", ...asked }, (input) =>
        pauseSubscription(made.ctx, {
          ...input,
          ...("days" in asked ? asked : { until: asked.until?.toISOString() ?? null }),
        }),
      );
      expect(paused.row).toMatchObject({ pauseUntil: until, nextCheckAt: until });
      expect(paused.effects.access.after.isActive).toBe(false);
      const kept = paused.row.unusedPremiumMs ?? 0;
      const at = later(made.ctx, "2026-09-25T08:00:00Z");
      const resumed = await asPromised({ ...made, ctx: at }, { kind: "resume" }, (input) =>
        resumeSubscription(at, input),
      );
      expect(resumed.row.periodEnd?.getTime()).toBe(at.clock.now().getTime() + kept);
    }
  });

  it("defers the next charge by days or to a day", async () => {
    const made = await paidMonth();
    const end = (await getSubscription(made.ctx, made.id)).periodEnd?.getTime() ?? 0;
    const byDays = await asPromised(made, { kind: "defer", days: 7 }, (input) =>
      deferSubscription(made.ctx, { ...input, days: 7 }),
    );
    expect(byDays.row.periodEnd?.getTime()).toBe(end + 7 * day);
    const until = "2026-12-24T00:00:00.000Z";
    const toDay = await asPromised(made, { kind: "defer", until: new Date(until) }, (input) =>
      deferSubscription(made.ctx, { ...input, until }),
    );
    expect(toDay.row.periodEnd?.toISOString()).toBe(until);
  });

  it("gives a discount that the next charge asks for", async () => {
    const made = await paidMonth();
    const { effects } = await asPromised(made, { kind: "discount", percent: 30, cycles: 2 }, (input) =>
      discountSubscription(made.ctx, { ...input, percent: 30, cycles: 2 }),
    );
    expect(effects.nextCharge.after?.amount.amount).toBe("6.99");
    await renewDue(made.ctx.projectId, fixedClock("2026-10-20T10:00:00Z"));
    expect((await booksOf(made.ctx)).gatewayCharges.map(({ amountMinor }) => amountMinor).sort()).toEqual([
      699n,
      999n,
    ]);
  });

  it("refuses what is impossible or was shown differently, and says who did what", async () => {
    const { ctx, subscription } = await paidMonth();
    const { version } = await previewAction(ctx, subscription, { kind: "cancel" });
    await cancelSubscription(ctx, { key: newKey(), subscription, version });
    const refused: [() => Promise<unknown>, string][] = [
      [() => cancelSubscription(ctx, { key: newKey(), subscription }), "Auto-renewal is off already."],
      [() => resumeSubscription(ctx, { key: newKey(), subscription }), "It is not paused."],
      [
        () => deferSubscription(ctx, { key: newKey(), subscription, days: 1 }),
        "Auto-renewal is off, so there is no charge to defer.",
      ],
      [
        () => chargeSubscription(ctx, { key: newKey(), subscription }),
        "Auto-renewal is off. Turn it on first.",
      ],
      [
        () => pauseSubscription(ctx, { key: newKey(), subscription, until: "2026-01-01T00:00:00Z" }),
        "Choose a date in the future, within ten years.",
      ],
    ];
    for (const [attempt, message] of refused)
      await expect(attempt()).rejects.toMatchObject({ code: "conflict", message });
    const stale = pauseSubscription(later(ctx, "2026-09-21T08:05:00Z"), {
      key: newKey(),
      subscription,
      version,
      days: 3,
    });
    await expect(stale).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/turned auto-renewal off 5 minutes ago\. Look at it again/),
    });
  });

  it("happens once for 20 presses of one key, and one change for 20 agents", async () => {
    const { ctx, subscription, id } = await paidMonth();
    const { version } = await getSubscription(ctx, id);
    const key = newKey();
    const same = await Promise.all(
      Array.from({ length: 10 }, () => deferSubscription(ctx, { key, subscription, version, days: 7 })),
    );
    expect(new Set(same.map(({ actionId }) => actionId)).size).toBe(1);
    const now = await getSubscription(ctx, id);
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        deferSubscription(ctx, { key: newKey(), subscription, version: now.version, days: 7 }),
      ),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await getSubscription(ctx, id)).periodEnd?.getTime()).toBe(
      (now.periodEnd?.getTime() ?? 0) + 7 * day,
    );
  });

  it("is for those who may, of the own project, and names bad input", async () => {
    const { ctx, subscription } = await paidMonth();
    const input = { key: newKey(), subscription };
    const viewer = await memberCtx("viewer", ctx.projectId);
    await expect(cancelSubscription(viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(cancelSubscription(await memberCtx("owner"), input)).rejects.toMatchObject({
      code: "not_found",
    });
    const bad: [() => Promise<unknown>, string][] = [
      [() => pauseSubscription(ctx, input), "until"],
      [() => pauseSubscription(ctx, { ...input, days: 3, until: null }), "until"],
      [() => pauseSubscription(ctx, { ...input, days: 0 }), "days"],
      [() => deferSubscription(ctx, { ...input, days: 1.5 }), "days"],
      [() => discountSubscription(ctx, { ...input, percent: 101, cycles: 1 }), "percent"],
      [() => discountSubscription(ctx, { ...input, percent: 10, cycles: 0 }), "cycles"],
      [
        () => migrateSubscription(ctx, { ...input, pricePoint: "no-such", strategy: "delayed_start" }),
        "pricePoint",
      ],
    ];
    for (const [attempt, field] of bad)
      await expect(attempt(), field).rejects.toMatchObject({ fields: { [field]: expect.any(String) } });
  });

  it("cancels what waits, and is refused for mirrors and what has ended", async () => {
    const { ctx, subscription, id } = await paidMonth();
    const set = (values: Partial<typeof subscriptions.$inferInsert>) =>
      write(ctx.projectId, (tx) =>
        tx.update(subscriptions).set(values).where(eq(subscriptions.projectId, ctx.projectId)),
      );
    await set({ isMirror: true, provider: "revenuecat" });
    const all = await getActions(ctx, id);
    expect(all.every(({ isEnabled }) => !isEnabled)).toBe(true);
    expect(all[0]?.why).toBe("RevenueCat keeps this subscription. Do it there; what changes is shown here.");
    await expect(cancelSubscription(ctx, { key: newKey(), subscription })).rejects.toMatchObject({
      code: "conflict",
      message: all[0]?.why,
    });
  });
});

it("keeps what an act promised with it", async () => {
  const { ctx, subscription } = await paidMonth();
  await cancelSubscription(ctx, { key: newKey(), subscription, comment: "In chat" });
  const [action] = await supportActionsOf(ctx);
  expect(action).toMatchObject({
    kind: "cancel",
    state: "done",
    comment: "In chat",
    details: { effects: { events: ["subscription.unsubscription"] } },
  });
});
