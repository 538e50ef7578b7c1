import { and, asc, eq, gt, inArray, isNotNull, isNull, notInArray, or, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { inboundEvents, inboundFacts } from "../../db/schema/inbound-events";
import { profileIdentifiers } from "../../db/schema/profiles";
import { showId } from "../core/ids";
import { log } from "../core/log";
import { type InboundEvent, openRaw } from "../inbound-events/vault";
import type { SuppressedName } from "../suppressions/suppression-hash";
import { add, namesOf } from "./erasure-steps";
import type { Work } from "./erasure-work";

const atOnce = 500;

/**
 * Events of providers that no customer was found for may still be about the person, and those of others may name them: each
 * is opened, and emptied where it says one of their names. True while there may be more.
 */
export async function forgetSomeInbound(
  tx: Transaction,
  work: Work,
  profileIds: string[],
  limit: number,
): Promise<boolean> {
  const { projectId } = work;
  const most = Math.min(limit, atOnce);
  const names = await namesOf(tx, work, profileIds);
  const values = names.map(({ value }) => value);
  const shared = await eventsThatTellOfBoth(tx, work, profileIds, values);
  const rows = await tx
    .select()
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.projectId, projectId),
        or(
          isNull(inboundEvents.profileId),
          work.others.size > 0 ? inArray(inboundEvents.profileId, [...work.others]) : undefined,
          shared.length > 0 ? inArray(inboundEvents.id, shared) : undefined,
        ),
        isNotNull(inboundEvents.keyId),
        work.inboundRead ? gt(inboundEvents.id, work.inboundRead) : undefined,
      ),
    )
    .orderBy(asc(inboundEvents.id))
    .limit(most);
  work.inboundRead = rows.at(-1)?.id ?? work.inboundRead;
  if (rows.length === 0) return false;
  const words = names.map(wordOf);
  const named = rows.filter((row) => isNamed(row, words));
  const ofNobody = named.filter(({ profileId }) => profileId === null).map(({ id }) => id);
  const ofOthers = named.filter(({ profileId }) => profileId !== null).map(({ id }) => id);
  if (ofNobody.length > 0) {
    await tx
      .delete(inboundFacts)
      .where(and(eq(inboundFacts.projectId, projectId), inArray(inboundFacts.eventId, ofNobody)));
    await tx
      .update(inboundEvents)
      .set({
        ...{ sealed: null, keyId: null, words: null, error: null, errorCode: null },
        ...{ state: "ignored", nextAttemptAt: null, leaseId: null },
      })
      .where(and(eq(inboundEvents.projectId, projectId), inArray(inboundEvents.id, ofNobody)));
  }
  if (ofOthers.length > 0) {
    await unsay(tx, work, profileIds, ofOthers, values);
    // What it means for the other one stays.
    await tx
      .update(inboundEvents)
      .set({
        ...{ sealed: null, keyId: null, error: null, nextAttemptAt: null, leaseId: null },
        state: sql`case when ${inboundEvents.state} = 'waiting' then 'ignored' else ${inboundEvents.state} end`,
      })
      .where(and(eq(inboundEvents.projectId, projectId), inArray(inboundEvents.id, ofOthers)));
  }
  if (named.length > 0) add(work.progress.emptied, "Events of providers", named.length);
  return rows.length === most;
}

/** Events of somebody else that say something of the person, or that the person's ids there are theirs from now on. */
async function eventsThatTellOfBoth(
  tx: Transaction,
  { projectId }: Work,
  profileIds: string[],
  values: string[],
): Promise<string[]> {
  const holders = tx
    .select({ id: profileIdentifiers.profileId })
    .from(profileIdentifiers)
    .where(
      and(
        eq(profileIdentifiers.projectId, projectId),
        eq(profileIdentifiers.kind, "app_user_id"),
        inArray(profileIdentifiers.value, values),
        notInArray(profileIdentifiers.profileId, profileIds),
      ),
    );
  const ofPerson = await tx
    .selectDistinct({ id: inboundFacts.eventId })
    .from(inboundFacts)
    .innerJoin(
      inboundEvents,
      and(eq(inboundEvents.projectId, projectId), eq(inboundEvents.id, inboundFacts.eventId)),
    )
    .where(
      and(
        eq(inboundFacts.projectId, projectId),
        inArray(inboundFacts.profileId, profileIds),
        notInArray(inboundEvents.profileId, profileIds),
      ),
    );
  const handedOver = await tx
    .selectDistinct({ id: inboundFacts.eventId })
    .from(inboundFacts)
    .where(
      and(
        eq(inboundFacts.projectId, projectId),
        inArray(inboundFacts.profileId, holders),
        sql`${inboundFacts.fact} -> 'sameAs' ?| ${sql.param(values)}::text[]`,
      ),
    );
  return [...ofPerson, ...handedOver].map(({ id }) => id);
}

/** Takes the person's names out of facts of others, and from those who have them by such a fact alone. */
async function unsay(
  tx: Transaction,
  { projectId }: Work,
  profileIds: string[],
  events: string[],
  values: string[],
): Promise<void> {
  const facts = await tx
    .select()
    .from(inboundFacts)
    .where(
      and(
        eq(inboundFacts.projectId, projectId),
        inArray(inboundFacts.eventId, events),
        notInArray(inboundFacts.profileId, profileIds),
      ),
    );
  for (const { fact, eventId, position, profileId } of facts) {
    const handed = Array.isArray(fact.sameAs) ? fact.sameAs.filter((id) => values.includes(id)) : [];
    if (handed.length === 0) continue;
    const sameAs = Array.isArray(fact.sameAs) ? fact.sameAs.filter((id) => !handed.includes(id)) : [];
    await tx
      .update(inboundFacts)
      .set({ fact: { ...fact, sameAs } })
      .where(
        and(
          eq(inboundFacts.projectId, projectId),
          eq(inboundFacts.eventId, eventId),
          eq(inboundFacts.position, position),
        ),
      );
    if (profileId)
      await tx
        .delete(profileIdentifiers)
        .where(
          and(
            eq(profileIdentifiers.projectId, projectId),
            eq(profileIdentifiers.profileId, profileId),
            eq(profileIdentifiers.kind, "app_user_id"),
            inArray(profileIdentifiers.value, handed),
          ),
        );
  }
}

/** What came while the erasure ran is looked at before its end. */
export function readInboundAgain(work: Work): void {
  work.inboundRead = null;
}

/** A short name is looked for as a whole value: part of a longer one it says nothing. */
function wordOf({ kind, value }: SuppressedName): string {
  const name = JSON.stringify(kind === "profile" ? showId("profile", value) : value).toLowerCase();
  return name.length < 8 ? name : name.slice(1, -1);
}

/** One that cannot be opened says nothing to anybody any more. */
function isNamed(event: InboundEvent, words: readonly string[]): boolean {
  try {
    const text = openRaw(event)?.body.toString("utf8") ?? "";
    return words.some((word) => inOneSpelling(text).includes(word));
  } catch (error) {
    log.error("what a provider sent cannot be opened for an erasure", { event: event.id, error });
    return false;
  }
}

/** JSON may write any letter as its number. */
function inOneSpelling(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text)).toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}
