import { and, eq, inArray, or } from "drizzle-orm";
import { duplicatePairs, mergedProfiles, merges } from "../../db/schema/identity";
import { profiles } from "../../db/schema/profiles";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import type { Actor } from "../core/permissions";
import { listActiveMerges } from "../customers/customer";
import { beatenKey, contestedFields, holderOf, valueSum } from "../customers/winners";
import { emit } from "../events/emit";
import { isOlder } from "./circles";
import { type LockedCustomer, lockCustomers, requireNoErasure } from "./lock";

export const mostProfiles = 50;

export type MergeWish = {
  customer: string;
  other: string;
  keep: { email?: "customer" | "other"; userId?: "customer" | "other" };
  samePerson: boolean;
  reason?: string | null;
  rule: (typeof merges.$inferSelect)["rule"];
};

export type Merged = {
  mergeId: string;
  customerId: string;
  mergedId: string;
  movedIds: string[];
  winners: Record<string, string>;
  profiles: number;
};

/** Joins two customers: the older one's canonical profile names both from now on. Nothing else is rewritten. */
export async function mergeLocked(ctx: CommandCtx, wish: MergeWish): Promise<Merged> {
  if (wish.customer === wish.other)
    throw new AppError("conflict", "A customer cannot be merged with itself. Choose another one.");
  const [one, other] = await lockCustomers(ctx, [wish.customer, wish.other]);
  if (!one || !other) throw new AppError("not_found", "There is no such customer");
  await requireMergeable(ctx, one, other, wish.samePerson);
  const [stays, joins] = isOlder(one, other) ? [one, other] : [other, one];
  const now = ctx.clock.now();
  const mergeId = newId(now);
  const winners = await winnersOf(ctx, { one, other, stays, joins }, wish.keep);
  await ctx.tx.insert(merges).values({
    projectId: ctx.projectId,
    id: mergeId,
    customerId: stays.id,
    mergedId: joins.id,
    winners,
    reason: wish.reason ?? null,
    rule: wish.rule,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    createdAt: now,
  });
  await ctx.tx.insert(mergedProfiles).values(
    joins.profileIds.map((profileId) => ({
      projectId: ctx.projectId,
      mergeId,
      profileId,
      previousCustomerId: joins.id,
    })),
  );
  await ctx.tx
    .update(profiles)
    .set({ customerId: stays.id })
    .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, joins.profileIds)));
  await ctx.tx
    .delete(duplicatePairs)
    .where(
      and(
        eq(duplicatePairs.projectId, ctx.projectId),
        or(eq(duplicatePairs.firstId, joins.id), eq(duplicatePairs.secondId, joins.id)),
      ),
    );
  const shownProfiles = joins.profileIds.map((id) => showId("profile", id));
  await emit(ctx, {
    type: "profile.merged",
    profileId: stays.id,
    environment: stays.environment,
    payload: {
      merge_id: showId("merge", mergeId),
      customer_id: showId("profile", stays.id),
      merged_id: showId("profile", joins.id),
      profile_ids: shownProfiles,
      rule: wish.rule,
      ...(wish.reason && { reason: wish.reason }),
    },
  });
  return {
    mergeId,
    customerId: stays.id,
    mergedId: joins.id,
    movedIds: joins.profileIds,
    winners,
    profiles: stays.profileIds.length + joins.profileIds.length,
  };
}

async function requireMergeable(
  ctx: CommandCtx,
  one: LockedCustomer,
  other: LockedCustomer,
  samePerson: boolean,
): Promise<void> {
  if (one.id === other.id)
    throw new AppError("conflict", "These two are one customer already: they have been merged before.");
  if (one.environment !== other.environment)
    throw new AppError("conflict", "One of them is preview data. Preview and live data are not merged.");
  await requireNoErasure(ctx, [...one.profileIds, ...other.profileIds]);
  const count = one.profileIds.length + other.profileIds.length;
  if (count > mostProfiles && !isAdmin(ctx.actor))
    throw new AppError(
      "forbidden",
      `Together they would have ${count} profiles. More than ${mostProfiles} are merged by an owner or admin only.`,
    );
  if (one.userId && other.userId && one.userId !== other.userId && !samePerson)
    throw new AppError("conflict", "They have two different User IDs. Confirm that they are one person.", {
      samePerson: `${one.userId} and ${other.userId} are two User IDs`,
    });
}

type Sides = { one: LockedCustomer; other: LockedCustomer; stays: LockedCustomer; joins: LockedCustomer };

/** The profile whose value is shown, for each field in which the two differ. */
async function winnersOf(
  ctx: CommandCtx,
  sides: Sides,
  keep: MergeWish["keep"],
): Promise<Record<string, string>> {
  const { one, other, stays, joins } = sides;
  const differing = contestedFields.filter(
    (field) => stays[field] && joins[field] && stays[field] !== joins[field],
  );
  if (differing.length === 0) return {};
  const active = await listActiveMerges(ctx.tx, ctx, [...one.profiles, ...other.profiles]);
  const winners: Record<string, string> = {};
  for (const field of differing) {
    const chosen = keep[field] === undefined ? stays : keep[field] === "customer" ? one : other;
    winners[field] = holderOf(field, chosen.profiles, active)?.id ?? chosen.id;
    winners[beatenKey(field)] = valueSum(stays.canonical[field]);
  }
  return winners;
}

function isAdmin(actor: Actor): boolean {
  return (
    actor.kind === "system" || (actor.kind === "user" && (actor.role === "owner" || actor.role === "admin"))
  );
}
