import { and, eq, inArray } from "drizzle-orm";
import { merges } from "../../db/schema/identity";
import { exports } from "../../db/schema/privacy";
import { profiles } from "../../db/schema/profiles";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { listActiveMerges } from "../customers/customer";
import { emit } from "../events/emit";
import { canonicalIds } from "./circles";
import { lockCustomer, requireNoErasure } from "./lock";

export type Unmerged = { mergeId: string; customerId: string; restoredId: string; movedIds: string[] };

/** Parts what one merge joined, wherever its profiles are by now. All other merges go on to hold. */
export async function unmergeLocked(
  ctx: CommandCtx,
  mergeId: string,
  reason: string | null,
): Promise<Unmerged> {
  const one = and(eq(merges.projectId, ctx.projectId), eq(merges.id, mergeId));
  const [named] = await ctx.tx.select({ mergedId: merges.mergedId }).from(merges).where(one);
  if (!named) throw new AppError("not_found", "There is no such merge");
  const customer = await lockCustomer(ctx, named.mergedId);
  const active = await listActiveMerges(ctx.tx, ctx, customer.profiles);
  const merge = active.find(({ id }) => id === mergeId);
  if (!merge) throw new AppError("conflict", "This merge has been undone already.");
  await requireNoErasure(ctx, customer.profileIds);
  const after = canonicalIds(
    customer.profiles,
    active.filter(({ id }) => id !== mergeId),
  );
  const moved = customer.profiles.filter((profile) => after.get(profile.id) !== profile.customerId);
  const restoredId = moved[0] && after.get(moved[0].id);
  if (!restoredId) throw new Error("Taking a merge away left its profiles together");
  const movedIds = moved.map(({ id }) => id);
  await ctx.tx
    .update(profiles)
    .set({ customerId: restoredId })
    .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, movedIds)));
  await ctx.tx
    .update(merges)
    .set({
      undoneAt: ctx.clock.now(),
      undoneByKind: ctx.actor.kind,
      undoneById: actorId(ctx.actor),
      undoneReason: reason,
    })
    .where(one);
  await forgetExports(ctx, customer.profileIds);
  await emit(ctx, {
    type: "profile.unmerged",
    profileId: customer.id,
    environment: customer.environment,
    payload: {
      merge_id: showId("merge", mergeId),
      customer_id: showId("profile", customer.id),
      restored_id: showId("profile", restoredId),
      profile_ids: movedIds.map((id) => showId("profile", id)),
      ...(reason && { reason }),
    },
  });
  return { mergeId, customerId: customer.id, restoredId, movedIds };
}

/** What was made of both must not be handed to one of them; what is being made is begun anew. */
async function forgetExports(ctx: CommandCtx, profileIds: string[]): Promise<void> {
  const ofBoth = and(eq(exports.projectId, ctx.projectId), inArray(exports.profileId, profileIds));
  await ctx.tx.delete(exports).where(and(ofBoth, inArray(exports.state, ["ready", "failed"])));
  await ctx.tx
    .update(exports)
    .set({ state: "waiting", leaseId: null, leasedUntil: null })
    .where(and(ofBoth, eq(exports.state, "running")));
}
