import { and, asc, eq, inArray } from "drizzle-orm";
import { erasureProfiles } from "../../db/schema/privacy";
import { profiles } from "../../db/schema/profiles";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { lockName } from "../core/lock-name";
import { type Customer, customerOf, listActiveMerges, type Profile } from "../customers/customer";
import { isOlder } from "./circles";

export type LockedCustomer = Customer & { canonical: Profile };

/**
 * Until the end of the transaction nobody else can give this user id or alias to anyone. Taken before any profile is
 * locked: whoever waits for it holds up nobody.
 */
export async function lockGivenId(ctx: CommandCtx, value: string): Promise<void> {
  await lockName(ctx.tx, `given id ${ctx.projectId} ${value}`);
}

/**
 * The customers of these profiles, in their order, with every profile locked in the order of ids, as ingest locks them.
 * A profile that came or went between looking and locking is a `conflict`: nobody merges what they have not seen.
 */
export async function lockCustomers(ctx: CommandCtx, profileIds: string[]): Promise<LockedCustomer[]> {
  const customerIds = await customerIdsOf(ctx, profileIds);
  const seen = await membersOf(ctx, [...customerIds.values()]);
  const locked = await ctx.tx
    .select()
    .from(profiles)
    .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, seen)))
    .orderBy(asc(profiles.id))
    .for("update");
  const present = await membersOf(ctx, [...customerIds.values()]);
  if (present.join() !== seen.join() || locked.length !== seen.length)
    throw new AppError("conflict", "Someone has just merged or parted this customer. Look again.");
  const oldestFirst = locked.toSorted((a, b) => (isOlder(a, b) ? -1 : 1));
  const active = seen.length > 1 ? await listActiveMerges(ctx.tx, ctx, locked) : [];
  return profileIds.map((id) => {
    const members = oldestFirst.filter((profile) => profile.customerId === customerIds.get(id));
    const customer = customerOf(members, active);
    const canonical = members.find((profile) => profile.id === profile.customerId);
    if (!customer || !canonical) throw notFound();
    return { ...customer, canonical };
  });
}

/** The customer of one profile, locked. */
export async function lockCustomer(ctx: CommandCtx, profileId: string): Promise<LockedCustomer> {
  const [customer] = await lockCustomers(ctx, [profileId]);
  if (!customer) throw notFound();
  return customer;
}

/** Refuses while a case of erasure has any of these profiles. */
export async function requireNoErasure(ctx: CommandCtx, profileIds: string[]): Promise<void> {
  const [held] = await ctx.tx
    .select({ id: erasureProfiles.profileId })
    .from(erasureProfiles)
    .where(and(eq(erasureProfiles.projectId, ctx.projectId), inArray(erasureProfiles.profileId, profileIds)))
    .limit(1);
  if (held)
    throw new AppError(
      "conflict",
      "This customer is being erased. Cancel the erasure first, if it still can be.",
    );
}

async function customerIdsOf(ctx: CommandCtx, profileIds: string[]): Promise<Map<string, string>> {
  const rows = await ctx.tx
    .select({ id: profiles.id, customerId: profiles.customerId })
    .from(profiles)
    .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, profileIds)));
  const found = new Map(rows.map((row) => [row.id, row.customerId]));
  if (profileIds.some((id) => !found.has(id))) throw notFound();
  return found;
}

async function membersOf(ctx: CommandCtx, customerIds: string[]): Promise<string[]> {
  const rows = await ctx.tx
    .select({ id: profiles.id })
    .from(profiles)
    .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.customerId, customerIds)))
    .orderBy(asc(profiles.id));
  return rows.map((row) => row.id);
}

function notFound(): AppError {
  return new AppError("not_found", "There is no such customer");
}
