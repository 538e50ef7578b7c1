import { and, eq, inArray } from "drizzle-orm";
import type { Environment } from "../../db/columns";
import { blockedIds, merges } from "../../db/schema/identity";
import { profiles } from "../../db/schema/profiles";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { listActiveMerges } from "../customers/customer";
import { type ContestedField, contestedFields } from "../customers/winners";
import { emit } from "../events/emit";
import { findByOwnName } from "../search/exact";
import { keepIdentifier } from "../search/keep-identifier";
import { isBlockedEverywhere } from "./blocked";
import type { LockedCustomer } from "./lock";

export type IdentityChange = { email?: string; userId?: string };
type Seen = { email?: string | null; userId?: string | null };

/** What differs from what is shown. Throws `conflict` with both versions where something else stands than was seen. */
export function changedFields(
  customer: LockedCustomer,
  wanted: IdentityChange,
  seen: Seen,
): ContestedField[] {
  const changed = contestedFields.filter(
    (field) => wanted[field] !== undefined && wanted[field] !== customer[field],
  );
  for (const field of changed) {
    const present = customer[field];
    if (seen[field] === undefined || seen[field] === present) continue;
    const words = present === null ? "removed it" : `changed it to ${present}`;
    throw new AppError("conflict", `Meanwhile someone has ${words}.`, { [field]: present ?? "" });
  }
  return changed;
}

/**
 * Puts email and user id of a customer in place: on the canonical profile, as a person's word, which beats whatever a
 * browser said before. The old values stay names of the customer.
 */
export async function changeIdentity(
  ctx: CommandCtx,
  customer: LockedCustomer,
  wanted: IdentityChange,
  changed: ContestedField[],
): Promise<void> {
  const { canonical } = customer;
  const now = ctx.clock.now();
  const identifiedAt = canonical.identifiedAt && canonical.identifiedAt > now ? canonical.identifiedAt : now;
  const after = Object.fromEntries(changed.map((field) => [field, wanted[field]]));
  await ctx.tx
    .update(profiles)
    .set({ ...after, identifiedAt })
    .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, canonical.id)));
  for (const field of changed) {
    const kind = field === "email" ? "email" : "user_id";
    const [before, next] = [canonical[field], wanted[field]];
    if (before)
      await keepIdentifier(ctx, canonical, kind, before, canonical.identifiedAt ?? canonical.createdAt);
    if (next) await keepIdentifier(ctx, canonical, kind, next, now);
  }
  await endWinners(ctx, customer, changed);
  await emit(ctx, {
    type: "profile.updated",
    profileId: customer.id,
    environment: customer.environment,
    payload: {
      email: wanted.email ?? customer.email,
      user_id: wanted.userId ?? customer.userId,
      previous: Object.fromEntries(
        changed.map((field) => [field === "email" ? "email" : "user_id", customer[field]]),
      ),
    },
  });
}

/**
 * Throws for an id that nobody may have, and for one that another customer has, with that customer's id. The caller has
 * locked the id, or another one could get it meanwhile.
 */
export async function requireFreeUserId(
  ctx: CommandCtx,
  customer: LockedCustomer,
  value: string,
  field: string,
): Promise<void> {
  await requireAllowedId(ctx, value, field);
  const other = (await findHolders(ctx, customer.environment, value)).find((id) => id !== customer.id);
  if (!other) return;
  const words = `Another customer has the User ID ${value}. If they are one person, merge them.`;
  throw new AppError("conflict", words, { other: showId("profile", other) });
}

/** The customers of this environment that have the id as a user id or as an alias. */
export async function findHolders(
  ctx: CommandCtx,
  environment: Environment,
  value: string,
): Promise<string[]> {
  const profileIds = await findByOwnName(ctx, value);
  if (profileIds.length === 0) return [];
  const rows = await ctx.tx
    .selectDistinct({ customerId: profiles.customerId })
    .from(profiles)
    .where(
      and(
        eq(profiles.projectId, ctx.projectId),
        eq(profiles.environment, environment),
        inArray(profiles.id, profileIds),
      ),
    );
  return rows.map((row) => row.customerId);
}

export async function requireAllowedId(ctx: CommandCtx, value: string, field: string): Promise<void> {
  const words = "Apps send this value when they have no id, so it cannot name a customer";
  if (isBlockedEverywhere(value)) throw new AppError("invalid", words, { [field]: words });
  const [blocked] = await ctx.tx
    .select({ reason: blockedIds.reason })
    .from(blockedIds)
    .where(and(eq(blockedIds.projectId, ctx.projectId), eq(blockedIds.value, value)));
  if (!blocked) return;
  const why = `This project has blocked the id ${value}${blocked.reason ? `: ${blocked.reason}` : ""}`;
  throw new AppError("invalid", why, { [field]: why });
}

/** What was chosen when merging gives way to what a person writes now. */
async function endWinners(
  ctx: CommandCtx,
  customer: LockedCustomer,
  changed: ContestedField[],
): Promise<void> {
  if (customer.profileIds.length === 1) return;
  for (const merge of await listActiveMerges(ctx.tx, ctx, customer.profiles)) {
    const ended = changed.filter((field) => merge.winners[field] !== undefined);
    if (ended.length === 0) continue;
    const winners = { ...merge.winners };
    for (const field of ended) winners[field] = customer.id;
    await ctx.tx
      .update(merges)
      .set({ winners })
      .where(and(eq(merges.projectId, ctx.projectId), eq(merges.id, merge.id)));
  }
}
