import { and, eq } from "drizzle-orm";
import { sessions } from "../../db/schema/sessions";
import { type CommandCtx, parseInput } from "../core/command";
import { AppError, isAppError } from "../core/errors";
import { findId, showId } from "../core/ids";
import { getCustomerByAnyId } from "../customers/any-id";
import type { Profile } from "../customers/customer";
import { changeIdentity, requireAllowedId } from "../identity/change-identity";
import { makeCustomer } from "../identity/identify";
import { type LockedCustomer, lockCustomer, lockGivenId, requireNoErasure } from "../identity/lock";
import { addAliasInput } from "../identity/schema";
import { findPastErasure } from "../suppressions/queries";
import type { StartInput } from "./schema";

/** Who buys, on which of their profiles, and in which visit. */
export type Buyer = {
  customer: LockedCustomer;
  profile: Profile;
  visit: { id: string; funnelId: string } | null;
};

/** The customer of any id, locked. A user id that nobody has yet makes one, unless its bearer was erased. */
export async function lockBuyer(
  ctx: CommandCtx,
  { customer: named, session, email }: Pick<StartInput, "customer" | "session" | "email">,
): Promise<Buyer> {
  const customer = await lockCustomer(ctx, await idOfBuyer(ctx, named));
  await requireNoErasure(ctx, customer.profileIds);
  const visit = session ? await visitOf(ctx, customer, session) : null;
  const profile = customer.profiles.find(({ id }) => id === visit?.profileId) ?? customer.canonical;
  if (email && customer.email === null) await changeIdentity(ctx, customer, { email }, ["email"]);
  return { customer, profile, visit };
}

async function idOfBuyer(ctx: CommandCtx, named: string): Promise<string> {
  const known = await findBuyer(ctx, named);
  if (known) return known;
  const { appUserId } = parseInput(addAliasInput.pick({ appUserId: true }), { appUserId: named });
  await requireAllowedId(ctx, appUserId, "customer");
  await requireNotErased(ctx, appUserId);
  await lockGivenId(ctx, appUserId);
  // Whoever held the lock before may have made the customer.
  return (await findBuyer(ctx, named)) ?? makeCustomer(ctx, "production", appUserId);
}

async function findBuyer(ctx: CommandCtx, named: string): Promise<string | null> {
  try {
    return (await getCustomerByAnyId(ctx, named)).id;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found" && !findId("profile", named)) return null;
    throw error;
  }
}

async function requireNotErased(ctx: CommandCtx, value: string): Promise<void> {
  for (const kind of ["user_id", "app_user_id"] as const)
    if (await findPastErasure(ctx, { kind, value }))
      throw new AppError("conflict", "Whoever had this id was erased, so nothing can be sold to it.", {
        customer: "Erased",
      });
}

async function visitOf(ctx: CommandCtx, customer: LockedCustomer, id: string) {
  const [visit] = await ctx.tx
    .select({ id: sessions.id, funnelId: sessions.funnelId, profileId: sessions.profileId })
    .from(sessions)
    .where(and(eq(sessions.projectId, ctx.projectId), eq(sessions.id, id)));
  if (visit && customer.profileIds.includes(visit.profileId)) return visit;
  const message = `This is no visit of ${showId("profile", customer.id)}`;
  throw new AppError("invalid", message, { session: message });
}
