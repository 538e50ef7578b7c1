import { describe, expect, it } from "vitest";
import { statuses } from "@/lib/billing/statuses";
import type { Ctx } from "@/lib/core/ctx";
import { newId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { makePricePoint, monthly } from "@/tests/billing";
import { memberCtx, testNow } from "@/tests/factories";
import { addSubscriptions } from "@/tests/subscriptions";
import { makeFunnel, makeProfile } from "@/tests/visits";
import { countSubscriptions, countViews, endingSoon } from "./count";
import { getSubscription, listCustomerSubscriptions, listSubscriptions } from "./queries";
import {
  noFilter,
  type SubscriptionFilter,
  type SubscriptionSort,
  statusNames,
  type View,
  views,
} from "./schema";
import { type Cell, cells, fits } from "./status-sets";

const day = (days: number) => new Date(testNow.getTime() + days * 86_400_000);
const everything: SubscriptionFilter = { ...noFilter, environment: "production", view: "all" };
const byCheck = { by: "check", isAscending: true } as const;

const statusRules = ["allOf", "anyOf", "noneOf", "exactly"] as const;

async function setUp() {
  const ctx = await memberCtx("owner");
  const profileId = (await makeProfile(ctx)).id;
  const { id: pricePointId, ident } = await makePricePoint(ctx);
  return { ctx, profileId, pricePointId, ident };
}

async function idsOf(
  ctx: Ctx,
  filter: Partial<SubscriptionFilter>,
  { size = 1_000, sort = byCheck }: { size?: number; sort?: SubscriptionSort } = {},
) {
  const asked = { filter: { ...everything, ...filter }, sort, size, cursor: null };
  const { rows } = await listSubscriptions(ctx, asked);
  return rows.map(({ row }) => row.id);
}

describe("the list of subscriptions", () => {
  it("holds for every set of statuses exactly those of which lib/billing says so", async () => {
    const { ctx, profileId, pricePointId } = await setUp();
    const random = <T>(all: readonly T[]) => all[Math.floor(Math.random() * all.length)] as T;
    const chosen = [...cells, ...Array.from({ length: 60 }, () => random<Cell>(cells))];
    const rows = await addSubscriptions(
      ctx,
      chosen.map((cell, index) => ({ profileId, pricePointId, cell, createdAt: day(-(index % 7)) })),
    );
    const held = rows.map((row) => ({
      id: row.id,
      names: statuses({ ...row, pausedAt: row.pausedAt ?? null }),
    }));
    for (let set = 0; set < 2 ** statusNames.length; set++) {
      const names = statusNames.filter((_, bit) => set & (1 << bit));
      // Of these two, larger sets only repeat what smaller ones say.
      const rules = names.length > 2 ? (["allOf", "exactly"] as const) : statusRules;
      for (const rule of rules) {
        const filter = { ...noFilter.statuses, [rule]: names };
        const expected = held.filter((each) => fits(each.names, filter)).map(({ id }) => id);
        const found = await idsOf(ctx, { statuses: filter });
        expect(found.sort(), `${rule} ${names.join()}`).toEqual(expected.sort());
      }
    }
  });

  it("finds the two-status rows for RECURRING and AUTORENEW_OFF", async () => {
    const { ctx, profileId, pricePointId } = await setUp();
    const base = { phase: "recurring", autoRenew: false, isPaused: false, dunning: "none" } as const;
    const [ends] = await addSubscriptions(
      ctx,
      [
        base,
        { ...base, autoRenew: true },
        { ...base, isPaused: true },
        { ...base, phase: "intro" as const },
      ].map((cell) => ({ profileId, pricePointId, cell })),
    );
    const exactly = { ...noFilter.statuses, exactly: ["RECURRING", "AUTORENEW_OFF"] as const };
    expect(await idsOf(ctx, { statuses: { ...exactly, exactly: [...exactly.exactly] } })).toEqual([ends?.id]);
  });

  it("is walked in pages both ways, in each order, with those that have no next check at the end", async () => {
    const { ctx, profileId, pricePointId } = await setUp();
    const rows = await addSubscriptions(
      ctx,
      Array.from({ length: 11 }, (_, index) => ({
        profileId,
        pricePointId,
        createdAt: day(-index),
        ...(index % 4 === 0
          ? { cell: { phase: "expired", autoRenew: true, isPaused: false, dunning: "none" } as const }
          : { nextCheckAt: day(((index * 5) % 11) + 1) }),
      })),
    );
    for (const by of ["check", "created"] as const)
      for (const isAscending of [true, false]) {
        const at = (row: (typeof rows)[number]) =>
          by === "created" ? row.createdAt.getTime() : (row.nextCheckAt?.getTime() ?? Infinity);
        const order = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
          (isAscending ? 1 : -1) * (at(a) === at(b) ? (a.id < b.id ? -1 : 1) : at(a) - at(b));
        const expected = [...rows].sort(order).map(({ id }) => id);
        const asked = { filter: everything, sort: { by, isAscending }, size: 4 };
        const pages = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof listSubscriptions>> = await listSubscriptions(ctx, {
            ...asked,
            cursor,
          });
          pages.push(page);
          cursor = page.nextCursor;
        } while (cursor);
        expect(pages.flatMap((page) => page.rows.map(({ row }) => row.id))).toEqual(expected);
        const back = await listSubscriptions(ctx, { ...asked, cursor: pages[2]?.previousCursor ?? "" });
        expect(back.rows.map(({ row }) => row.id)).toEqual(expected.slice(4, 8));
      }
  });

  it("is filtered by every column", async () => {
    const { ctx, profileId, pricePointId, ident } = await setUp();
    const other = await makeProfile(ctx, { country: "SE" });
    const dear = await makePricePoint(ctx, { terms: { ...monthly, priceMinor: 5_999n, currency: "EUR" } });
    const funnel = await makeFunnel(ctx);
    const [plain, ended, special] = await addSubscriptions(ctx, [
      { profileId, pricePointId },
      {
        profileId,
        pricePointId,
        cell: { phase: "expired", autoRenew: true, isPaused: false, dunning: "none" },
        endReason: "unpaid",
      },
      {
        profileId: other.id,
        pricePointId: dear.id,
        funnelId: funnel.id,
        provider: "paypal",
        iteration: 19,
        nextCheckAt: day(9),
        parkedAt: testNow,
        parkedReason: "two prices",
        startedAt: day(-400),
        periodEnd: day(300),
      },
    ]);
    await addSubscriptions(ctx, [{ profileId, pricePointId, environment: "preview" }]);
    const now = day(0).toISOString();
    const cases: [Partial<SubscriptionFilter>, (string | undefined)[]][] = [
      [{}, [plain?.id, special?.id, ended?.id]],
      [{ pricePoints: [dear.ident] }, [special?.id]],
      [{ pricePoints: [ident, dear.ident] }, [plain?.id, special?.id, ended?.id]],
      [{ pricePoints: ["no-such"] }, []],
      [{ providers: ["paypal"] }, [special?.id]],
      [{ funnels: [funnel.alias] }, [special?.id]],
      [{ countries: ["SE"] }, [special?.id]],
      [{ countries: ["IS"] }, []],
      [{ iterationFrom: 2 }, [special?.id]],
      [{ iterationTo: 18 }, [plain?.id, ended?.id]],
      [{ amountFrom: "59.99" }, [special?.id]],
      [{ amountTo: "59.98" }, [plain?.id, ended?.id]],
      [{ currency: "EUR" }, [special?.id]],
      [{ endReasons: ["unpaid"] }, [ended?.id]],
      [{ isParked: true }, [special?.id]],
      [{ profileIds: [other.id] }, [special?.id]],
      [{ checkFrom: day(5).toISOString() }, [special?.id]],
      [{ checkTo: day(2).toISOString().slice(0, 10) }, [plain?.id]],
      [{ startedTo: day(-100).toISOString() }, [special?.id]],
      [{ periodEndFrom: day(100).toISOString() }, [special?.id]],
      [{ checkFrom: now, checkTo: now }, []],
    ];
    for (const [filter, expected] of cases)
      for (const by of ["check", "created"] as const) {
        const found = await idsOf(ctx, filter, { sort: { by, isAscending: true }, size: 50 });
        expect(new Set(found), JSON.stringify(filter)).toEqual(new Set(expected));
        const asked = { ...everything, ...filter };
        expect(await countSubscriptions(ctx, asked, testNow)).toEqual({
          count: expected.length,
          isExact: true,
        });
      }
  });

  it("reads the window of the next check by the project's time", async () => {
    const { ctx, profileId, pricePointId } = await setUp();
    const now = ctx.clock.now();
    const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    const [late, soon] = await addSubscriptions(ctx, [
      { profileId, pricePointId, nextCheckAt: at(-1) },
      { profileId, pricePointId, nextCheckAt: at(20) },
      { profileId, pricePointId, nextCheckAt: at(24 * 40) },
    ]);
    expect(await idsOf(ctx, { checkWithin: "overdue" })).toEqual([late?.id]);
    expect(await idsOf(ctx, { checkWithin: "1d" })).toEqual([late?.id, soon?.id]);
  });

  it("finds those that a condition meets seldom behind thousands that it does not meet", async () => {
    const { ctx, profileId, pricePointId } = await setUp();
    const rare = { provider: "adapty" as const, nextCheckAt: day(900) };
    const [first] = await addSubscriptions(ctx, [{ profileId, pricePointId, ...rare }]);
    for (let portion = 0; portion < 6; portion++)
      await addSubscriptions(
        ctx,
        Array.from({ length: 1_000 }, () => ({ profileId, pricePointId })),
      );
    expect(await idsOf(ctx, { providers: ["adapty"] }, { size: 10, sort: byCheck })).toEqual([first?.id]);
  });

  it("says who bought it, where, and leaves the customer out once erased", async () => {
    const { ctx, pricePointId } = await setUp();
    const funnel = await makeFunnel(ctx, { title: "Sleep quiz" });
    const canonical = await makeProfile(ctx, { email: "mara@example.com" });
    const member = await makeProfile(ctx, { customerId: canonical.id });
    const [bought] = await addSubscriptions(ctx, [
      { profileId: member.id, pricePointId, funnelId: funnel.id },
      { profileId: null, pricePointId, nextCheckAt: day(5) },
    ]);
    const { rows } = await listSubscriptions(ctx, {
      filter: everything,
      sort: byCheck,
      size: 10,
      cursor: null,
    });
    expect(rows.map(({ customer, funnel: place }) => ({ customer, title: place?.title }))).toEqual([
      { customer: { id: canonical.id, email: "mara@example.com", userId: null }, title: "Sleep quiz" },
      { customer: null, title: undefined },
    ]);
    const customer = (await findCustomer(ctx, canonical.id)) ?? expect.fail("no customer");
    const own = await listCustomerSubscriptions(ctx, customer);
    expect(own.map(({ row }) => row.id)).toEqual([bought?.id]);
  });

  it("shows a damaged cursor and not another project's subscription", async () => {
    const { ctx, profileId, pricePointId } = await setUp();
    const [made] = await addSubscriptions(ctx, [{ profileId, pricePointId }]);
    const damaged = await listSubscriptions(ctx, {
      filter: everything,
      sort: byCheck,
      size: 10,
      cursor: "nonsense",
    });
    expect(damaged.problem).toBe("cursor");
    const shown = showId("subscription", made?.id ?? "");
    expect((await getSubscription(ctx, shown)).row.id).toBe(made?.id);
    const stranger = await memberCtx("owner");
    await expect(getSubscription(stranger, shown)).rejects.toMatchObject({ code: "not_found" });
    const unknown = showId("subscription", newId(testNow));
    await expect(getSubscription(ctx, unknown)).rejects.toMatchObject({ code: "not_found" });
    expect(await idsOf(stranger, {})).toEqual([]);
  });
});

describe("the tabs", () => {
  it("count what their lists hold, and all but the one of those that end part the whole", async () => {
    const { ctx, profileId, pricePointId } = await setUp();
    await addSubscriptions(
      ctx,
      cells.map((cell) => ({ profileId, pricePointId, cell })),
    );
    const counts = await countViews(ctx, "production");
    for (const view of Object.keys(views) as View[]) {
      const found = await idsOf(ctx, { view });
      expect(counts[view], view).toEqual({ count: found.length, isExact: true });
    }
    const { all, "ends-soon": _, ...parts } = counts;
    expect(Object.values(parts).reduce((sum, { count }) => sum + count, 0)).toBe(all.count);
  });

  it("count what ends within seven days, and neither what renews nor what is paused", async () => {
    const { ctx, profileId, pricePointId } = await setUp();
    const ends = { phase: "recurring", autoRenew: false, isPaused: false, dunning: "none" } as const;
    const now = ctx.clock.now();
    const soon = new Date(now.getTime() + 5 * 86_400_000);
    const late = new Date(now.getTime() + 8 * 86_400_000);
    await addSubscriptions(ctx, [
      { profileId, pricePointId, cell: ends, nextCheckAt: soon },
      { profileId, pricePointId, cell: ends, nextCheckAt: late },
      { profileId, pricePointId, nextCheckAt: soon },
      {
        profileId,
        pricePointId,
        cell: { ...ends, isPaused: true },
        nextCheckAt: soon,
        pauseUntil: soon,
        pausedAt: day(-30),
      },
    ]);
    expect(await countSubscriptions(ctx, endingSoon("production"), now)).toEqual({ count: 1, isExact: true });
  });
});
