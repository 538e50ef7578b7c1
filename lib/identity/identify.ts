import type { Environment } from "../../db/columns";
import { profiles } from "../../db/schema/profiles";
import { type CommandCtx, requirePermission } from "../core/command";
import { AppError } from "../core/errors";
import { findId, newId } from "../core/ids";
import { getCustomerByAnyId } from "../customers/any-id";
import { type Customer, findCustomer } from "../customers/customer";
import { emit } from "../events/emit";
import { findAppIds } from "../search/app-ids";
import { keepIdentifier } from "../search/keep-identifier";
import { anonymousPrefix, isAnonymousId } from "./blocked";
import { changeIdentity, findHolders, requireAllowedId } from "./change-identity";
import { type LockedCustomer, lockCustomer, lockGivenId } from "./lock";
import { type LogInOutcome, logInOutcome } from "./log-in";
import { mergeLocked } from "./merge";

export type Identified = {
  outcome: LogInOutcome | "unchanged";
  /** Whose the id used until now is. */
  currentId: string;
  customerId: string;
  mergeId: string | null;
};

/** An app's user logs in: what happens to the id used until now follows RevenueCat's table. */
export async function identify(ctx: CommandCtx, current: string, appUserId: string): Promise<Identified> {
  await requireAllowedId(ctx, appUserId, "appUserId");
  await lockGivenId(ctx, appUserId);
  const customer = await getCustomerByAnyId(ctx, current);
  const currentId = customer.id;
  const [targetId, ...others] = await findHolders(ctx, customer.environment, appUserId);
  if (others.length > 0)
    throw new AppError("conflict", "Several customers have this id. Merge them first.", {
      appUserId: "Several customers have this id",
    });
  if (targetId === currentId)
    return { outcome: "unchanged", currentId, customerId: currentId, mergeId: null };
  const target = targetId ? await findCustomer(ctx, targetId) : null;
  const outcome = logInOutcome({
    isAnonymous: await isAnonymous(ctx, customer, current),
    targetExists: target !== null,
    targetHasAnonymousAlias: target !== null && (await hasAnonymousAlias(ctx, target)),
  });
  if (outcome === "merge" && target) {
    const wish = {
      customer: customer.id,
      other: target.id,
      keep: {},
      samePerson: true,
      rule: "identify",
    } as const;
    const merged = await mergeLocked(ctx, wish);
    return { outcome, currentId, customerId: merged.customerId, mergeId: merged.mergeId };
  }
  if (outcome === "alias" || !target) requirePermission(ctx, "customers:write");
  if (outcome === "alias") {
    const locked = await lockCustomer(ctx, customer.id);
    await giveId(ctx, locked, appUserId);
    return { outcome, currentId, customerId: currentId, mergeId: null };
  }
  const customerId = target?.id ?? (await makeCustomer(ctx, customer.environment, appUserId));
  return { outcome: "switch", currentId, customerId, mergeId: null };
}

/** As User ID where the customer has none yet, else as one more alias. */
async function giveId(ctx: CommandCtx, customer: LockedCustomer, appUserId: string): Promise<void> {
  if (customer.userId === null && !isAnonymousId(appUserId))
    await changeIdentity(ctx, customer, { userId: appUserId }, ["userId"]);
  else await giveAlias(ctx, customer, appUserId);
}

export async function giveAlias(ctx: CommandCtx, customer: LockedCustomer, appUserId: string): Promise<void> {
  await keepIdentifier(ctx, customer.canonical, "app_user_id", appUserId, ctx.clock.now());
  await emit(ctx, {
    type: "profile.updated",
    profileId: customer.id,
    environment: customer.environment,
    payload: { email: customer.email, user_id: customer.userId, alias: appUserId, previous: {} },
  });
}

/** A RevenueCat id says so itself; of a profile's own id, whether anyone has ever named the customer. */
async function isAnonymous(ctx: CommandCtx, customer: Customer, current: string): Promise<boolean> {
  if (!findId("profile", current)) return isAnonymousId(current);
  if (customer.userId) return false;
  return !(await findAppIds(ctx, customer, anonymousPrefix)).others;
}

async function hasAnonymousAlias(ctx: CommandCtx, customer: Customer): Promise<boolean> {
  return (await findAppIds(ctx, customer, anonymousPrefix)).begin;
}

/**
 * A customer whom nobody has seen yet. Its id says nothing of the app's: that is often an address, which could be tried
 * against what an erasure leaves of the id.
 */
export async function makeCustomer(
  ctx: CommandCtx,
  environment: Environment,
  appUserId: string,
): Promise<string> {
  const now = ctx.clock.now();
  const id = newId(now);
  const [profile] = await ctx.tx
    .insert(profiles)
    .values({
      projectId: ctx.projectId,
      id,
      customerId: id,
      environment,
      createdAt: now,
      lastSeenAt: now,
      userId: appUserId,
      identifiedAt: now,
      device: "other",
      isBot: false,
      eventSequence: 0,
    })
    .returning();
  if (!profile) throw new Error("a customer was not made");
  await keepIdentifier(ctx, profile, "user_id", appUserId, now);
  await emit(ctx, { type: "profile.created", profileId: id, environment, payload: { user_id: appUserId } });
  return id;
}
