import { and, desc, eq, inArray } from "drizzle-orm";
import { erasureProfiles, erasures, exports } from "../../db/schema/privacy";
import { profiles } from "../../db/schema/profiles";
import { actorId } from "../core/audit";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { newId, showId } from "../core/ids";
import { lockCustomer, lockCustomers, requireNoErasure } from "../identity/lock";
import { stopRenewals } from "./live-subscriptions";
import { countPerson } from "./preview";
import { cancelErasureInput, openExportInput, requestErasureInput, requestExportInput } from "./schema";

/** Of one customer that are kept at a time. */
const mostExports = 5;
const dayMs = 86_400_000;

/** The worker makes it; one that is under way is not begun again. */
export const requestExport = command({
  name: "export.request",
  permission: "customers:export",
  input: requestExportInput,
  async run({ ctx, input: { customer: profileId }, audit }) {
    const customer = await lockCustomer(ctx, profileId);
    const [underWay] = await ctx.tx
      .select({ id: exports.id })
      .from(exports)
      .where(
        and(
          eq(exports.projectId, ctx.projectId),
          inArray(exports.profileId, customer.profileIds),
          inArray(exports.state, ["waiting", "running"]),
        ),
      )
      .limit(1);
    if (underWay) {
      audit("unchanged");
      return { exportId: showId("export", underWay.id) };
    }
    await dropOldExports(ctx, customer.profileIds);
    const now = ctx.clock.now();
    const id = newId(now);
    await ctx.tx.insert(exports).values({
      projectId: ctx.projectId,
      id,
      profileId: customer.id,
      state: "waiting",
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      requestedAt: now,
      attempts: 0,
    });
    const exportId = showId("export", id);
    audit({ subject: exportId, profileId: customer.id, after: { customer: showId("profile", customer.id) } });
    return { exportId };
  },
});

/** Room for one more: a program that asks again and again must not fill the disk with copies of one person. */
async function dropOldExports(ctx: CommandCtx, profileIds: string[]): Promise<void> {
  const kept = await ctx.tx
    .select({ id: exports.id })
    .from(exports)
    .where(and(eq(exports.projectId, ctx.projectId), inArray(exports.profileId, profileIds)))
    .orderBy(desc(exports.requestedAt), desc(exports.id));
  const old = kept.slice(mostExports - 1).map(({ id }) => id);
  if (old.length > 0)
    await ctx.tx.delete(exports).where(and(eq(exports.projectId, ctx.projectId), inArray(exports.id, old)));
}

/** Each time that somebody takes the data out is on record. */
export const openExport = command({
  name: "export.download",
  permission: "customers:export",
  input: openExportInput,
  async run({ ctx, input: { export: id }, audit }) {
    const [found] = await ctx.tx
      .select()
      .from(exports)
      .where(and(eq(exports.projectId, ctx.projectId), eq(exports.id, id)));
    if (found?.state !== "ready" || !found.expiresAt || found.expiresAt <= ctx.clock.now())
      throw new AppError("not_found", "There is no such export, or its days are over. Ask for another one.");
    audit({ subject: showId("export", id), profileId: found.profileId });
    return { id, size: found.size ?? 0 };
  },
});

/**
 * One case for each customer, all or none. The worker does it when the hold is over; until then it can be cancelled, but
 * auto-renewal of their subscriptions is off from now on.
 * Two ids of one customer make one case.
 */
export const requestErasure = command({
  name: "erasure.request",
  permission: "customers:erase",
  input: requestErasureInput,
  async run({ ctx, input: { customers, holdDays, reason }, audit }) {
    const locked = await lockCustomers(ctx, [...new Set(customers)]);
    const people = [...new Map(locked.map((customer) => [customer.id, customer])).values()];
    await requireNoErasure(
      ctx,
      people.flatMap(({ profileIds }) => profileIds),
    );
    const now = ctx.clock.now();
    const holdUntil = new Date(now.getTime() + holdDays * dayMs);
    const cases = [];
    for (const { id: customerId, profileIds } of people) {
      const id = newId(now);
      await stopRenewals(ctx, profileIds);
      await ctx.tx.insert(erasures).values({
        projectId: ctx.projectId,
        id,
        state: "held",
        actorKind: ctx.actor.kind,
        actorId: actorId(ctx.actor),
        reason,
        requestedAt: now,
        holdUntil,
        attempts: 0,
        counts: await countPerson(ctx.tx, ctx, profileIds),
      });
      await ctx.tx
        .insert(erasureProfiles)
        .values(profileIds.map((profileId) => ({ projectId: ctx.projectId, erasureId: id, profileId })));
      audit({
        subject: showId("erasure", id),
        profileId: customerId,
        ...(reason && { reason }),
        after: { customer: showId("profile", customerId), holdUntil },
      });
      cases.push({ erasureId: showId("erasure", id), customerId: showId("profile", customerId), holdUntil });
    }
    return cases;
  },
});

/** Possible as long as nothing is gone. Why it was asked for goes with it. */
export const cancelErasure = command({
  name: "erasure.cancel",
  permission: "customers:erase",
  input: cancelErasureInput,
  async run({ ctx, input: { erasure: id }, audit }) {
    const one = and(eq(erasures.projectId, ctx.projectId), eq(erasures.id, id));
    const [found] = await ctx.tx.select().from(erasures).where(one).for("update");
    if (!found) throw new AppError("not_found", "There is no such erasure");
    if (found.state === "cancelled") return audit("unchanged");
    if (found.state !== "held")
      throw new AppError("conflict", "It is too late: the erasure has begun and cannot be undone.");
    const members = await ctx.tx
      .delete(erasureProfiles)
      .where(and(eq(erasureProfiles.projectId, ctx.projectId), eq(erasureProfiles.erasureId, id)))
      .returning({ profileId: erasureProfiles.profileId });
    await ctx.tx
      .update(erasures)
      .set({ state: "cancelled", cancelledAt: ctx.clock.now(), reason: null })
      .where(one);
    const [customer] = await ctx.tx
      .select({ id: profiles.customerId })
      .from(profiles)
      .where(
        and(
          eq(profiles.projectId, ctx.projectId),
          inArray(
            profiles.id,
            members.map(({ profileId }) => profileId),
          ),
        ),
      )
      .limit(1);
    audit({
      subject: showId("erasure", id),
      profileId: customer?.id,
      before: { state: "held" },
      after: { state: "cancelled" },
    });
  },
});
