import { and, eq, sql } from "drizzle-orm";
import { profileIntegrations, profiles, type Touch } from "../../db/schema/profiles";
import { keepProviderAttributes } from "../attributes/commands";
import type { Profile } from "../customers/customer";
import { emit } from "../events/emit";
import { findHoldersOf } from "../search/find-holders";
import { forgetIdentifier } from "../search/forget-identifier";
import { keepIdentifier } from "../search/keep-identifier";
import type { Applying } from "./applying";
import type { Linked } from "./find-customer";
import type { CustomerSaid, Timed, TouchSaid } from "./fold";

type Change = { before: CustomerSaid; after: CustomerSaid };

/**
 * Makes a profile what its provider says by now. `before` is what the same facts said until this event, so that a value
 * which only a mistaken reading has said goes again.
 */
export async function applyCustomer(applying: Applying, linked: Linked, change: Change): Promise<void> {
  const { ctx, environment } = applying;
  const { profile } = linked;
  await keepBadge(applying, profile);
  await keepNames(applying, profile, change);
  const next = {
    email: wanted(linked, change, "email", "emails"),
    userId: await freeUserId(applying, linked, change),
    country: wantedCountry(profile, change),
    ...touchesOf(profile, change),
  };
  const { firstTouch, lastTouch } = profile;
  const present = { ...profile, firstTouch: plainTouch(firstTouch), lastTouch: plainTouch(lastTouch) };
  const changed = Object.entries(next).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(present[key as keyof typeof next]), // its own keys
  );
  const said = [change.after.email?.at, change.after.userId?.at].filter((at) => at !== undefined);
  const isNamed = changed.some(([key]) => key === "email" || key === "userId");
  if (changed.length > 0)
    await ctx.tx
      .update(profiles)
      .set({
        ...Object.fromEntries(changed),
        ...(isNamed && { identifiedAt: latest(profile.identifiedAt, ...said) }),
      })
      .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, profile.id)));
  if (isNamed)
    await emit(ctx, {
      type: "profile.updated",
      profileId: profile.id,
      environment,
      occurredAt: applying.occurredAt,
      payload: {
        ...{ email: next.email, user_id: next.userId },
        previous: {
          ...(next.email !== profile.email && { email: profile.email }),
          ...(next.userId !== profile.userId && { user_id: profile.userId }),
        },
      },
    });
  await keepAttributes(applying, profile, change);
}

function latest(...times: (Date | null)[]): Date | null {
  return times.reduce((late, at) => (at && (!late || at > late) ? at : late), null);
}

/**
 * A value that a person or a browser gave later stays; so does one that the provider has never said anything about. A
 * buyer can name any address or id at a checkout: by one that only equals a customer's own, theirs are never changed.
 */
function wanted(
  { profile, linkedBy }: Linked,
  { before, after }: Change,
  field: "email" | "userId",
  values: "emails" | "userIds",
): string | null {
  const said: Timed | null = after[field];
  const present = profile[field];
  const isEqual = linkedBy === (field === "email" ? "email" : "user_id");
  if (isEqual || linkedBy === "claimed_profile_id") return present ?? said?.value ?? null;
  const isOnlyClaimed = linkedBy === "email" || linkedBy === "user_id";
  const isOurs = present !== null && (before[values].has(present) || after[values].has(present));
  if (!said) return isOurs ? null : present;
  const { identifiedAt } = profile;
  const last = latest(...[...after[values].values(), ...before[values].values()].map((seen) => seen.last));
  const mayChange =
    present === null ||
    ((isOurs || !isOnlyClaimed) && (!identifiedAt || said.at > identifiedAt)) ||
    (isOurs && last !== null && identifiedAt !== null && identifiedAt <= last);
  return mayChange ? said.value : present;
}

/** One that another customer has stays theirs: both names are kept, and the queue of duplicates shows the two. */
async function freeUserId({ ctx, environment }: Applying, linked: Linked, change: Change) {
  const { profile } = linked;
  const next = wanted(linked, change, "userId", "userIds");
  if (next === profile.userId || next === null) return next;
  const holders = await findHoldersOf(ctx.tx, ctx.projectId, environment, {
    kinds: ["user_id"],
    values: [next],
  });
  return holders.every((id) => id === profile.id) ? next : profile.userId;
}

function wantedCountry({ country, userAgent }: Profile, { before, after }: Change): string | null {
  const isOurs = country !== null && (before.countries.has(country) || after.countries.has(country));
  // A browser's address says more than a store's country.
  if (country !== null && (!isOurs || userAgent !== null)) return country;
  return after.country?.value ?? (isOurs ? null : country);
}

/** The first touch of a visit stays for ever; of a provider's, the earliest that it told of. The last is the latest of all. */
function touchesOf({ firstTouch, lastTouch }: Profile, { before, after }: Change) {
  const told = [...before.touches, ...after.touches].map(touchOf);
  const isTold = (touch: Touch | null) =>
    told.some((each) => JSON.stringify(each) === JSON.stringify(plainTouch(touch)));
  const touches = after.touches.map(touchOf);
  const first = !firstTouch || isTold(firstTouch) ? (touches[0] ?? null) : firstTouch;
  const base = lastTouch && !isTold(lastTouch) ? lastTouch : null;
  const newest = touches.at(-1);
  const last = newest && (!base || newest.at > base.at) ? newest : base;
  return { firstTouch: first, lastTouch: last };
}

function touchOf({ at, source, medium, campaign, term, content }: TouchSaid): Touch {
  return plainTouch({ source, medium, campaign, term, content, url: "", at: at.toISOString() });
}

/** In one order of fields, without empty ones: as two of them are compared. */
function plainTouch(touch: Touch): Touch;
function plainTouch(touch: Touch | null): Touch | null;
function plainTouch(touch: Touch | null): Touch | null {
  if (!touch) return null;
  const { source, medium, campaign, term, content, url, at, ...rest } = touch;
  return {
    ...(source && { source }),
    ...(medium && { medium }),
    ...(campaign && { campaign }),
    ...(term && { term }),
    ...(content && { content }),
    ...rest,
    url,
    at,
  };
}

async function keepBadge({ ctx, provider, occurredAt }: Applying, profile: Profile): Promise<void> {
  await ctx.tx
    .insert(profileIntegrations)
    .values({
      ...{ projectId: ctx.projectId, provider, environment: profile.environment },
      ...{ profileCreatedAt: profile.createdAt, profileId: profile.id, firstSeenAt: occurredAt },
    })
    .onConflictDoUpdate({
      target: [
        profileIntegrations.projectId,
        profileIntegrations.provider,
        profileIntegrations.environment,
        profileIntegrations.profileCreatedAt,
        profileIntegrations.profileId,
      ],
      set: { firstSeenAt: sql`excluded.first_seen_at` },
      setWhere: sql`${profileIntegrations.firstSeenAt} > excluded.first_seen_at`,
    });
}

const kinds = { emails: "email", userIds: "user_id", aliases: "app_user_id" } as const;

/** Every value that was ever said finds the customer; what only a mistaken reading had said does not any more. */
async function keepNames({ ctx }: Applying, profile: Profile, { before, after }: Change): Promise<void> {
  for (const field of ["emails", "userIds", "aliases"] as const) {
    const kind = kinds[field];
    for (const [value, { last }] of after[field]) await keepIdentifier(ctx, profile, kind, value, last);
    for (const [value, { first }] of before[field])
      if (!after[field].has(value))
        await forgetIdentifier(ctx.tx, ctx.projectId, profile.id, { kind, value }, first);
  }
}

async function keepAttributes({ ctx }: Applying, profile: Profile, { before, after }: Change): Promise<void> {
  const said = new Map<string, { value: string | null; at: Date }>(after.attributes);
  for (const [key, { at }] of before.attributes)
    if (!after.attributes.has(key)) said.set(key, { value: null, at });
  await keepProviderAttributes(ctx, profile.id, said);
}
