import fc from "fast-check";
import { expect, test } from "vitest";
import type { Facts, Happening, Plan } from "@/lib/billing/facts";
import { started } from "@/lib/billing/start";
import { transition } from "@/lib/billing/transition";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { isAppError } from "@/lib/core/errors";
import { newId, showId } from "@/lib/core/ids";
import {
  cancelSubscription,
  deferSubscription,
  discountSubscription,
  pauseSubscription,
  resumeSubscription,
  uncancelSubscription,
} from "@/lib/support/commands";
import { booksOf, getSubscription, makeSubscription, sandboxCtx, weekTrial } from "@/tests/billing";
import { testNow } from "@/tests/factories";
import { lookUpAttempts } from "./janitor";
import { renewDue } from "./renew";

// 12 at each change; PROPERTY_RUNS=500 by hand.
const runs = Number(process.env.PROPERTY_RUNS ?? 12);
const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

type Step =
  | { do: "wait"; hours: number }
  | { do: "work" | "look_up" | "cancel" | "uncancel" | "resume" }
  | { do: "pause"; days: number | null }
  | { do: "defer"; days: number }
  | { do: "discount"; percent: number; cycles: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 900 }) }),
  },
  { weight: 5, arbitrary: fc.constant({ do: "work" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "look_up" as const }) },
  fc.record({ do: fc.constantFrom("cancel" as const, "uncancel" as const, "resume" as const) }),
  fc.record({
    do: fc.constant("pause" as const),
    days: fc.option(fc.integer({ min: 1, max: 90 }), { nil: null }),
  }),
  fc.record({ do: fc.constant("defer" as const), days: fc.integer({ min: 1, max: 120 }) }),
  fc.record({
    do: fc.constant("discount" as const),
    percent: fc.integer({ min: 1, max: 100 }),
    cycles: fc.integer({ min: 1, max: 3 }),
  }),
);

const cards = [
  "sandbox_visa",
  "sandbox_insufficient_funds",
  "sandbox_stolen",
  "sandbox_lost_answer",
] as const;

/** The same story, told by the pure functions alone. */
class Model {
  facts: Facts = started(weekTrial, "UTC", testNow);
  /** When the charge was sent whose answer was lost. */
  unsettledSince: number | null = null;
  readonly #plan: Plan = { terms: weekTrial, schedule: "smart", successor: null };

  constructor(readonly card: (typeof cards)[number]) {}

  move(happening: Happening, now: Date): boolean {
    // The period whose charge is not answered may not become cheaper.
    if (happening.type === "discount" && this.unsettledSince !== null) return false;
    const outcome = transition(this.facts, happening, now, this.#plan);
    if (outcome.ok) this.facts = outcome.facts;
    return outcome.ok;
  }

  work(now: Date): void {
    while (this.unsettledSince === null && this.facts.nextCheckAt && this.facts.nextCheckAt <= now) {
      const outcome = transition(this.facts, { type: "check" }, now, this.#plan);
      if (!outcome.ok) return;
      if (!outcome.effects.some(({ kind }) => kind === "charge")) this.facts = outcome.facts;
      else if (this.card === "sandbox_lost_answer") this.unsettledSince = now.getTime();
      else this.#settle(now);
    }
  }

  lookUp(now: Date): void {
    if (this.unsettledSince === null || now.getTime() < this.unsettledSince + 30_000) return;
    this.unsettledSince = null;
    this.#settle(now);
  }

  #settle(now: Date): void {
    const isPaid = this.card === "sandbox_visa" || this.card === "sandbox_lost_answer";
    const isHard = this.card === "sandbox_stolen";
    this.move(isPaid ? { type: "charged" } : { type: "declined", isHard, isManual: false }, now);
  }
}

test("two workers and an agent leave every subscription where the pure functions do", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...cards),
      fc.array(step, { minLength: 5, maxLength: 50 }),
      async (card, story) => {
        const clock = fixedClock(testNow);
        const ctx = { ...(await sandboxCtx()), clock };
        const { id } = await makeSubscription(ctx, { terms: weekTrial, card });
        const model = new Model(card);
        const act = async (happening: Happening, command: () => Promise<unknown>) => {
          const isMoved = model.move(happening, clock.now());
          const isDone = await command().then(
            () => true,
            (error: unknown) => {
              if (isAppError(error)) return false;
              throw error;
            },
          );
          expect(isDone).toBe(isMoved);
        };
        const input = () => ({ subscription: showId("subscription", id), key: newId(clock.now()) });
        for (const each of story) {
          switch (each.do) {
            case "wait":
              clock.advance(each.hours * hourMs);
              break;
            case "work":
              model.work(clock.now());
              while (
                (await Promise.all([1, 2].map(() => renewDue(ctx.projectId, clock, { limit: 1 })))).some(
                  (count) => count > 0,
                )
              );
              break;
            case "look_up":
              model.lookUp(clock.now());
              await Promise.all([1, 2].map(() => lookUpAttempts(ctx.projectId, clock)));
              break;
            case "cancel":
              await act({ type: "cancel" }, () => cancelSubscription(ctx, input()));
              break;
            case "uncancel":
              await act({ type: "uncancel" }, () => uncancelSubscription(ctx, input()));
              break;
            case "resume":
              await act({ type: "resume" }, () => resumeSubscription(ctx, input()));
              break;
            case "pause": {
              const until = each.days === null ? null : new Date(clock.now().getTime() + each.days * dayMs);
              await act({ type: "pause", until }, () =>
                pauseSubscription(ctx, { ...input(), until: until?.toISOString() ?? null }),
              );
              break;
            }
            case "defer": {
              const until = new Date(clock.now().getTime() + each.days * dayMs);
              await act({ type: "defer", until }, () =>
                deferSubscription(ctx, { ...input(), until: until.toISOString() }),
              );
              break;
            }
            case "discount": {
              const { percent, cycles } = each;
              await act({ type: "discount", percent, cycles }, () =>
                discountSubscription(ctx, { ...input(), percent, cycles }),
              );
            }
          }
          expect(await getSubscription(ctx, id)).toMatchObject(model.facts);
        }
        await expectBooksToAgree(ctx);
      },
    ),
    { numRuns: runs },
  );
}, 3_600_000);

/** What the gateway took is what we know of, or what is still asked for. */
async function expectBooksToAgree(ctx: Ctx): Promise<void> {
  const books = await booksOf(ctx);
  const sum = (amounts: bigint[]) => amounts.reduce((total, minor) => total + minor, 0n);
  const taken = books.gatewayCharges.filter(({ state }) => state === "succeeded");
  const unknown = books.attempts.filter(({ state }) => state === "unknown");
  expect(sum(books.orders.map(({ settledMinor }) => settledMinor))).toBe(
    sum(taken.map(({ amountMinor }) => amountMinor)) - sum(unknown.map(({ amountMinor }) => amountMinor)),
  );
}
