import { and, eq, inArray } from "drizzle-orm";
import { blockedIds } from "../../db/schema/identity";
import { providerCustomers } from "../../db/schema/inbound-events";
import { profiles } from "../../db/schema/profiles";
import { deriveId, findId } from "../core/ids";
import { peppers } from "../core/pepper";
import type { Profile } from "../customers/customer";
import { emit } from "../events/emit";
import { findHoldersOf } from "../search/find-holders";
import { keepIdentifier } from "../search/keep-identifier";
import { isAnySuppressed } from "../suppressions/queries";
import { type Applying, isSettled } from "./applying";
import type { Names } from "./facts";
import { NotYet, settlingTries } from "./outcome";

type LinkedBy = (typeof providerCustomers.$inferSelect)["linkedBy"];
export type Linked = { profile: Profile; linkedBy: LinkedBy };
/** `erased`: nothing may be kept about them. */
export type Found = Linked | "erased";

/**
 * Whom a provider's customer is here: by an id of ours that the checkout handed over, as known before, by the ids of the
 * app, by email; else somebody new. It never joins two customers. Names are clean.
 */
export async function findCustomerOf(applying: Applying, given: Names): Promise<Found> {
  const names = await withoutBlocked(applying, given);
  const known = await findLinked(applying, names.customerId);
  if (known) return known;
  const found = await linkedProfile(applying, names);
  if (found === "erased") return found;
  const [profile, linkedBy] = found ?? [await makeProfile(applying, names), "made" as const];
  await link(applying, names.customerId, profile, linkedBy);
  return { profile, linkedBy };
}

export async function knownProfile(applying: Applying, customerId: string): Promise<Profile | null> {
  return (await findLinked(applying, customerId))?.profile ?? null;
}

/** As an event before this one has linked them; null where none has. */
export async function findLinked(
  { ctx, integrationId, environment }: Applying,
  customerId: string,
): Promise<Linked | null> {
  const [row] = await ctx.tx
    .select({ profile: profiles, linkedBy: providerCustomers.linkedBy })
    .from(providerCustomers)
    .innerJoin(
      profiles,
      and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, providerCustomers.profileId)),
    )
    .where(
      and(
        eq(providerCustomers.projectId, ctx.projectId),
        eq(providerCustomers.integrationId, integrationId),
        eq(providerCustomers.environment, environment),
        eq(providerCustomers.providerCustomerId, customerId),
      ),
    );
  return row ?? null;
}

async function linkedProfile(
  applying: Applying,
  names: Names,
): Promise<readonly [Profile, LinkedBy] | "erased" | null> {
  const { ctx, environment } = applying;
  const { customerId, profileId: shownId, claimedProfileId, userId, aliases = [], email } = names;
  const profileId = shownId ? findId("profile", shownId) : null;
  const named = async (id: string | null) => {
    const own = id && (await readProfile(applying, [id]));
    // Whoever tests at a provider could else write into the customer that a real id names.
    return own && (own.environment === environment || ctx.terrain.isSandbox) ? own : null;
  };
  const own = await named(profileId);
  if (own) return [own, "profile_id"];
  const isErased = (
    kinds: ("profile" | "email" | "user_id" | "app_user_id" | "provider_customer_id")[],
    values: string[],
  ) =>
    isAnySuppressed(
      ctx.tx,
      ctx.projectId,
      kinds.flatMap((kind) => values.map((value) => ({ kind, value }))),
    );
  if (await isErased(["provider_customer_id"], [customerId])) return "erased";
  const claimedId = claimedProfileId ? findId("profile", claimedProfileId) : null;
  for (const id of [profileId, claimedId]) if (id && (await isErased(["profile"], [id]))) return "erased";
  const holders = (
    kinds: ("email" | "user_id" | "app_user_id" | "provider_customer_id")[],
    values: string[],
  ) => findHoldersOf(ctx.tx, ctx.projectId, environment, { kinds, values });
  const stored = await readProfile(applying, await holders(["provider_customer_id"], [customerId]));
  if (stored) return [stored, "provider_customer_id"];
  // One after the other: the id that is theirs now says more than one that they had.
  const ids = [...(userId ? [userId] : []), ...aliases];
  for (const id of ids) {
    const holder = await readProfile(applying, await holders(["user_id", "app_user_id"], [id]));
    if (holder) return [holder, "user_id"];
  }
  if (await isErased(["user_id", "app_user_id"], [...ids, customerId])) return "erased";
  const claimed = await named(claimedId);
  if (claimed) return [claimed, "claimed_profile_id"];
  const byEmail = email ? await readProfile(applying, await holders(["email"], [email])) : null;
  if (!byEmail && email && (await isErased(["email"], [email]))) return "erased";
  // A checkout tells of one person in several events, and one of them may say who that is.
  if (!userId && !isSettled(applying, settlingTries))
    throw new NotYet({
      code: "customer_unknown",
      words: "Nobody knows this customer yet: another event may say who it is.",
    });
  return byEmail ? [byEmail, "email"] : null;
}

async function readProfile({ ctx }: Applying, ids: readonly string[]): Promise<Profile | null> {
  if (ids.length === 0) return null;
  const rows = await ctx.tx
    .select()
    .from(profiles)
    .where(
      and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, [...ids]), eq(profiles.isBot, false)),
    );
  return ids.map((id) => rows.find((row) => row.id === id)).find((row) => row !== undefined) ?? null;
}

async function withoutBlocked({ ctx }: Applying, names: Names): Promise<Names> {
  const ids = [names.userId, ...(names.aliases ?? [])].filter((id) => id !== undefined);
  if (ids.length === 0) return names;
  const rows = await ctx.tx
    .select({ value: blockedIds.value })
    .from(blockedIds)
    .where(and(eq(blockedIds.projectId, ctx.projectId), inArray(blockedIds.value, ids)));
  const blocked = new Set(rows.map(({ value }) => value));
  if (blocked.size === 0) return names;
  const { userId, aliases = [], ...rest } = names;
  return {
    ...rest,
    ...(userId && !blocked.has(userId) ? { userId } : {}),
    aliases: aliases.filter((alias) => !blocked.has(alias)),
  };
}

/**
 * The id follows from the provider's, so that whoever reads the events anew makes the same customer. It is keyed: the
 * provider's id is often the app's, which could else be tried against what an erasure leaves.
 */
async function makeProfile(applying: Applying, names: Names): Promise<Profile> {
  const { ctx, integrationId, environment, receivedAt } = applying;
  const [{ pepper }] = peppers("provider customer");
  const id = deriveId(pepper.toString("hex"), ctx.projectId, integrationId, environment, names.customerId);
  const { email = null, userId = null } = names;
  const [profile] = await ctx.tx
    .insert(profiles)
    .values({
      ...{ projectId: ctx.projectId, id, customerId: id, environment },
      ...{
        createdAt: receivedAt,
        lastSeenAt: receivedAt,
        identifiedAt: email || userId ? applying.occurredAt : null,
      },
      ...{ email, userId, device: "other", isBot: false, eventSequence: 0 },
    })
    .returning();
  if (!profile) throw new Error("a customer was not made");
  await emit(ctx, { type: "profile.created", profileId: id, environment, payload: { user_id: userId } });
  return profile;
}

async function link(
  { ctx, integrationId, environment, occurredAt }: Applying,
  providerCustomerId: string,
  profile: Profile,
  linkedBy: LinkedBy,
): Promise<void> {
  await ctx.tx.insert(providerCustomers).values({
    ...{ projectId: ctx.projectId, integrationId, environment, providerCustomerId },
    ...{ profileId: profile.id, linkedBy, createdAt: ctx.clock.now() },
  });
  await keepIdentifier(ctx, profile, "provider_customer_id", providerCustomerId, occurredAt);
}
