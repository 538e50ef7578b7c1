import { and, eq, inArray, ne } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import type { PaymentProvider } from "../../db/columns";
import { subscriptions } from "../../db/schema/subscriptions";
import type { CommandCtx } from "../core/command";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { showId } from "../core/ids";
import { applyMove, required } from "../subscriptions/apply";
import { withTerrain } from "../subscriptions/engine-ctx";
import { loadHeld } from "../subscriptions/held";

/** One that has not ended, and what an erasure does about it. */
export type LiveSubscription = {
  id: string;
  provider: PaymentProvider;
  /** Whether it ends with the person here; the others go on where they are kept. */
  endsHere: boolean;
  words: string;
};

const elsewhere: Record<PaymentProvider, string> = {
  sandbox: "The sandbox keeps it. Nobody pays for it.",
  stripe: "Stripe goes on charging for it. Cancel it there first.",
  paypal: "PayPal goes on charging for it. Cancel it there first.",
  revenuecat:
    "Its store goes on charging for it. One of Google Play can be cancelled by its API first; one of Apple only by the buyer.",
  adapty:
    "Its store goes on charging for it. One of Google Play can be cancelled by its API first; one of Apple only by the buyer.",
  funnelfox: "FunnelFox goes on charging for it. Cancel it there first.",
  "funnelfox-billing": "FunnelFox Billing goes on charging for it. Cancel it there first.",
};

type Row = { id: string; provider: PaymentProvider; isMirror: boolean };

export async function listLiveSubscriptions(
  ctx: Ctx,
  profileIds: readonly string[],
): Promise<LiveSubscription[]> {
  const rows = await read(ctx, (tx) => findLive(tx, ctx.projectId, profileIds));
  return rows.map(({ id, provider, isMirror }) => ({
    id: showId("subscription", id),
    provider,
    endsHere: !isMirror,
    words: isMirror ? elsewhere[provider] : "It ends at once: nothing is charged any more.",
  }));
}

function findLive(tx: Transaction, projectId: string, profileIds: readonly string[]): Promise<Row[]> {
  return tx
    .select({ id: subscriptions.id, provider: subscriptions.provider, isMirror: subscriptions.isMirror })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.projectId, projectId),
        inArray(subscriptions.profileId, [...profileIds]),
        ne(subscriptions.phase, "expired"),
      ),
    )
    .orderBy(subscriptions.id);
}

/** From the request on nothing more is charged, also while it can still be stopped. */
export async function stopRenewals(ctx: CommandCtx, profileIds: readonly string[]): Promise<void> {
  await eachOfOurs(ctx, profileIds, { type: "cancel" });
}

/** Ends them with the person. Answers how many go on elsewhere, by provider. */
export async function endSubscriptions(
  ctx: CommandCtx,
  profileIds: readonly string[],
): Promise<Partial<Record<PaymentProvider, number>>> {
  await eachOfOurs(ctx, profileIds, { type: "end", reason: "erased" });
  const goOn: Partial<Record<PaymentProvider, number>> = {};
  for (const { provider } of await findLive(ctx.tx, ctx.projectId, profileIds))
    goOn[provider] = (goOn[provider] ?? 0) + 1;
  return goOn;
}

async function eachOfOurs(
  ctx: CommandCtx,
  profileIds: readonly string[],
  happening: { type: "cancel" } | { type: "end"; reason: "erased" },
): Promise<void> {
  const rows = await findLive(ctx.tx, ctx.projectId, profileIds);
  const ids = rows.filter(({ isMirror }) => !isMirror).map(({ id }) => id);
  if (ids.length === 0) return;
  const engine = await withTerrain(ctx);
  for (const id of ids) {
    // One that waits for another of them may have ended with it.
    const held = (await loadHeld(ctx.tx, ctx.projectId, [id], engine.terrain)).get(id);
    if (!held || held.row.phase === "expired") continue;
    if (happening.type === "cancel" && (held.row.phase === "upcoming" || !held.row.autoRenew)) continue;
    await applyMove(engine, held, required(held, happening, engine.terrain.now));
  }
}
