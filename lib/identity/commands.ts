import { and, count, eq } from "drizzle-orm";
import { blockedIds, duplicateDecisions } from "../../db/schema/identity";
import { actorId } from "../core/audit";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { lockName } from "../core/lock-name";
import { changedFields, changeIdentity, findHolders, requireFreeUserId } from "./change-identity";
import { giveAlias, identify } from "./identify";
import { lockCustomer, lockCustomers, lockGivenId } from "./lock";
import { mergeLocked } from "./merge";
import {
  addAliasInput,
  blockIdInput,
  duplicateDecisionInput,
  identifyCustomerInput,
  maxBlockedIds,
  mergeCustomersInput,
  unblockIdInput,
  unmergeCustomersInput,
  updateCustomerInput,
} from "./schema";
import { unmergeLocked } from "./unmerge";

export const updateCustomer = command({
  name: "customer.update",
  permission: "customers:write",
  input: updateCustomerInput,
  async run({ ctx, input, audit }) {
    if (input.userId !== undefined) await lockGivenId(ctx, input.userId);
    const customer = await lockCustomer(ctx, input.customer);
    const wanted = { email: input.email, userId: input.userId };
    const changed = changedFields(customer, wanted, input.seen ?? {});
    if (changed.length === 0) return audit("unchanged");
    if (changed.includes("userId") && input.userId)
      await requireFreeUserId(ctx, customer, input.userId, "userId");
    await changeIdentity(ctx, customer, wanted, changed);
    audit({
      subject: showId("profile", customer.id),
      profileId: customer.id,
      before: Object.fromEntries(changed.map((field) => [field, customer[field]])),
      after: Object.fromEntries(changed.map((field) => [field, wanted[field]])),
    });
  },
});

export const mergeCustomers = command({
  name: "customer.merge",
  permission: "customers:merge",
  input: mergeCustomersInput,
  async run({ ctx, input, audit }) {
    const merged = await mergeLocked(ctx, input);
    const [mergeId, customerId, mergedId] = [
      showId("merge", merged.mergeId),
      showId("profile", merged.customerId),
      showId("profile", merged.mergedId),
    ];
    audit({
      subject: mergeId,
      profileId: merged.customerId,
      ...(input.reason && { reason: input.reason }),
      after: { customer: customerId, merged: mergedId, winners: merged.winners, rule: input.rule },
    });
    return { mergeId, customerId, mergedId, profiles: merged.profiles };
  },
});

/** Restores both sides with all that came in between, at any later time. */
export const unmergeCustomers = command({
  name: "customer.unmerge",
  permission: "customers:merge",
  input: unmergeCustomersInput,
  async run({ ctx, input, audit }) {
    const parted = await unmergeLocked(ctx, input.merge, input.reason ?? null);
    const [customerId, restoredId] = [
      showId("profile", parted.customerId),
      showId("profile", parted.restoredId),
    ];
    audit({
      subject: showId("merge", parted.mergeId),
      profileId: parted.customerId,
      ...(input.reason && { reason: input.reason }),
      after: { customer: customerId, restored: restoredId },
    });
    return { customerId, restoredId };
  },
});

/** For apps: a user logs in. Answers what happened, and whose customer the new id is. */
export const identifyCustomer = command({
  name: "customer.identify",
  permission: "customers:merge",
  input: identifyCustomerInput,
  async run({ ctx, input: { current, appUserId }, audit }) {
    const { outcome, currentId, customerId, mergeId } = await identify(ctx, current, appUserId);
    const shown = {
      outcome,
      customerId: showId("profile", customerId),
      mergeId: mergeId && showId("merge", mergeId),
    };
    if (outcome === "unchanged") audit("unchanged");
    else {
      // By its id: the name that was sent may be somebody else's than whose entry this is.
      const from = showId("profile", currentId);
      audit({
        subject: shown.customerId,
        profileId: customerId,
        after: { current: from, appUserId, ...shown },
      });
    }
    return shown;
  },
});

/** One more id of the app for a customer. */
export const addAlias = command({
  name: "customer.add_alias",
  permission: "customers:write",
  input: addAliasInput,
  async run({ ctx, input: { customer: id, appUserId }, audit }) {
    await lockGivenId(ctx, appUserId);
    const customer = await lockCustomer(ctx, id);
    await requireFreeUserId(ctx, customer, appUserId, "appUserId");
    if ((await findHolders(ctx, customer.environment, appUserId)).length > 0) return audit("unchanged");
    await giveAlias(ctx, customer, appUserId);
    audit({
      subject: showId("profile", customer.id),
      profileId: customer.id,
      after: { alias: appUserId },
    });
  },
});

/** Two people who look like one: the pair never comes back to the queue. */
export const keepApart = command({
  name: "duplicate.keep_apart",
  permission: "customers:merge",
  input: duplicateDecisionInput,
  async run({ ctx, input, audit }) {
    const pair = await pairOf(ctx, input);
    const added = await ctx.tx
      .insert(duplicateDecisions)
      .values({
        projectId: ctx.projectId,
        ...pair,
        actorKind: ctx.actor.kind,
        actorId: actorId(ctx.actor),
        decidedAt: ctx.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ id: duplicateDecisions.firstId });
    if (added.length === 0) return audit("unchanged");
    audit({ subject: showId("profile", pair.firstId), after: { apart: showId("profile", pair.secondId) } });
  },
});

export const decideAgain = command({
  name: "duplicate.decide_again",
  permission: "customers:merge",
  input: duplicateDecisionInput,
  async run({ ctx, input, audit }) {
    const pair = await pairOf(ctx, input);
    const removed = await ctx.tx
      .delete(duplicateDecisions)
      .where(
        and(
          eq(duplicateDecisions.projectId, ctx.projectId),
          eq(duplicateDecisions.firstId, pair.firstId),
          eq(duplicateDecisions.secondId, pair.secondId),
        ),
      )
      .returning({ id: duplicateDecisions.firstId });
    if (removed.length === 0) return audit("unchanged");
    audit({ subject: showId("profile", pair.firstId), before: { apart: showId("profile", pair.secondId) } });
  },
});

/** The value stands in the details, which an erasure can empty: it may be somebody's name. */
const blockedIdSubject = "blocked_id";

export const blockId = command({
  name: "blocked_id.add",
  permission: "project:write",
  input: blockIdInput,
  async run({ ctx, input: { value, reason }, audit }) {
    // Writers at the same moment must not pass the count together.
    await lockName(ctx.tx, `blocked ids ${ctx.projectId}`);
    const [held] = await ctx.tx
      .select({ count: count() })
      .from(blockedIds)
      .where(eq(blockedIds.projectId, ctx.projectId));
    if ((held?.count ?? 0) >= maxBlockedIds) {
      const words = `A project blocks ${maxBlockedIds} ids at most. Unblock one first.`;
      throw new AppError("conflict", words, { value: words });
    }
    const added = await ctx.tx
      .insert(blockedIds)
      .values({
        projectId: ctx.projectId,
        value,
        reason: reason ?? null,
        actorKind: ctx.actor.kind,
        actorId: actorId(ctx.actor),
        createdAt: ctx.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ value: blockedIds.value });
    if (added.length === 0) return audit("unchanged");
    audit({ subject: blockedIdSubject, ...(reason && { reason }), after: { value } });
  },
});

export const unblockId = command({
  name: "blocked_id.remove",
  permission: "project:write",
  input: unblockIdInput,
  async run({ ctx, input: { value }, audit }) {
    const removed = await ctx.tx
      .delete(blockedIds)
      .where(and(eq(blockedIds.projectId, ctx.projectId), eq(blockedIds.value, value)))
      .returning({ value: blockedIds.value });
    if (removed.length === 0) throw new AppError("not_found", "This id is not blocked");
    audit({ subject: blockedIdSubject, before: { value } });
  },
});

async function pairOf(
  ctx: CommandCtx,
  { customer, other }: { customer: string; other: string },
): Promise<{ firstId: string; secondId: string }> {
  const locked = await lockCustomers(ctx, [customer, other]);
  const [firstId, secondId] = locked.map(({ id }) => id).sort();
  if (!firstId || !secondId || firstId === secondId)
    throw new AppError("conflict", "These two are one customer.");
  return { firstId, secondId };
}
