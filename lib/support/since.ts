import { and, desc, eq, ne, or, sql } from "drizzle-orm";
import { domainEvents } from "../../db/schema/events";
import { supportActions } from "../../db/schema/subscriptions";
import { nameActors } from "../audit/actor-names";
import { durationText } from "../billing/words";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import type { EngineCtx } from "../subscriptions/engine-ctx";
import type { SupportKind } from "./action";

type Subject = {
  /** The action that asks: it is no change yet. */
  actionId: string;
  profileId: string | null;
  subscriptionId: string | null;
  orderId?: string;
  version: number;
};

/** Refuses what was decided about something that has changed since it was shown: says what happened, and by whom. */
export async function requireShown(
  ctx: EngineCtx,
  subject: Subject,
  shown: number | undefined,
): Promise<void> {
  if (shown === undefined || shown === subject.version) return;
  const happened = await lastChange(ctx, subject);
  throw new AppError("conflict", `${happened} Look at it again before you go on.`);
}

const did: Record<SupportKind, string> = {
  refund: "refunded it",
  cancel: "turned auto-renewal off",
  uncancel: "turned auto-renewal on",
  pause: "paused it",
  resume: "resumed it",
  defer: "deferred its next charge",
  discount: "gave it a discount",
  migrate: "moved it to another price point",
  charge_now: "charged it",
  grant: "granted access",
  revoke: "revoked access",
  extend: "extended access",
  transfer: "transferred access",
  update_email: "changed the email",
  override_offering: "chose an offering",
  reset_offering: "reset the offering",
  decide: "decided about a charge",
};

/** "Anna Kovac refunded it 20 seconds ago." */
async function lastChange(
  ctx: EngineCtx,
  { actionId, profileId, subscriptionId, orderId }: Subject,
): Promise<string> {
  const now = ctx.clock.now();
  if (!profileId) return "It has changed since.";
  const [action] = await ctx.tx
    .select()
    .from(supportActions)
    .where(
      and(
        eq(supportActions.projectId, ctx.projectId),
        eq(supportActions.profileId, profileId),
        ne(supportActions.id, actionId),
        or(
          subscriptionId ? eq(supportActions.subscriptionId, subscriptionId) : undefined,
          orderId ? eq(supportActions.orderId, orderId) : undefined,
        ),
      ),
    )
    .orderBy(desc(supportActions.createdAt), desc(supportActions.id))
    .limit(1);
  const about = subscriptionId
    ? sql`${domainEvents.payload} #>> '{subscription,id}' = ${showId("subscription", subscriptionId)}`
    : sql`${domainEvents.payload} ->> 'order_id' = ${orderId ? showId("order", orderId) : ""}`;
  const [event] = await ctx.tx
    .select()
    .from(domainEvents)
    .where(and(eq(domainEvents.projectId, ctx.projectId), eq(domainEvents.profileId, profileId), about))
    .orderBy(desc(domainEvents.sequence))
    .limit(1);
  if (action && (!event || event.receivedAt <= action.createdAt)) {
    const [named] = await nameActors(ctx, [action]);
    const done = action.kind === "refund" && action.state === "pending" ? "began a refund" : did[action.kind];
    return `${named?.actorName ?? "Someone"} ${done} ${agoText(now, action.createdAt)}.`;
  }
  if (!event) return "It has changed since.";
  const [named] = await nameActors(ctx, [event]);
  return `${event.type} happened ${agoText(now, event.receivedAt)}, by ${named?.actorName ?? "someone"}.`;
}

function agoText(now: Date, at: Date): string {
  const ms = Math.max(0, now.getTime() - at.getTime());
  if (ms < 2_000) return "just now";
  return ms < 60_000 ? `${Math.floor(ms / 1_000)} seconds ago` : `${durationText(ms)} ago`;
}
