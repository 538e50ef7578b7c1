import { and, asc, eq, gt, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { inboundEvents, inboundFacts } from "../../db/schema/inbound-events";
import { showId } from "../core/ids";
import { log } from "../core/log";
import { type InboundEvent, openRaw } from "../inbound-events/vault";
import type { SuppressedName } from "../suppressions/suppression-hash";
import { add, namesOf } from "./erasure-steps";
import type { Work } from "./erasure-work";

const atOnce = 500;

/**
 * Events of providers that no customer was found for may still be about the person: each is opened, and emptied where it
 * says one of their names. True while there may be more.
 */
export async function forgetSomeInbound(
  tx: Transaction,
  work: Work,
  profileIds: string[],
  limit: number,
): Promise<boolean> {
  const { projectId } = work;
  const most = Math.min(limit, atOnce);
  const rows = await tx
    .select()
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.projectId, projectId),
        isNull(inboundEvents.profileId),
        isNotNull(inboundEvents.keyId),
        work.inboundRead ? gt(inboundEvents.id, work.inboundRead) : undefined,
      ),
    )
    .orderBy(asc(inboundEvents.id))
    .limit(most);
  work.inboundRead = rows.at(-1)?.id ?? work.inboundRead;
  if (rows.length === 0) return false;
  const words = (await namesOf(tx, work, profileIds)).map(wordOf);
  const named = rows.filter((row) => isNamed(row, words)).map(({ id }) => id);
  if (named.length > 0) {
    await tx
      .delete(inboundFacts)
      .where(and(eq(inboundFacts.projectId, projectId), inArray(inboundFacts.eventId, named)));
    await tx
      .update(inboundEvents)
      .set({
        ...{ sealed: null, keyId: null, words: null, error: null, errorCode: null },
        ...{ state: "ignored", nextAttemptAt: null, leaseId: null },
      })
      .where(and(eq(inboundEvents.projectId, projectId), inArray(inboundEvents.id, named)));
    add(work.progress.emptied, "Events of providers", named.length);
  }
  return rows.length === most;
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
