import { and, asc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { idempotencyKeys } from "../../db/schema/api";
import { attributeChanges, attributes } from "../../db/schema/attributes";
import { auditLog } from "../../db/schema/audit";
import { domainEvents } from "../../db/schema/events";
import { mergedProfiles, merges } from "../../db/schema/identity";
import { exports } from "../../db/schema/privacy";
import { showId } from "../core/ids";
import type { SuppressedName } from "../suppressions/suppression-hash";
import { add, namesOf, thin } from "./erasure-steps";
import type { Work } from "./erasure-work";

/**
 * Those who were merged with this person and parted again keep facts, merges and audit entries in which the person's ids
 * and names may stand, and exports made of both. They are few: only who took part in a merge is looked at.
 */
export async function forgetMerges(tx: Transaction, work: Work, profileIds: string[]): Promise<void> {
  const { projectId } = work;
  for (const id of await othersOf(tx, work, profileIds)) work.others.add(id);
  const others = [...work.others];
  if (others.length === 0) return;
  await tx.delete(exports).where(and(eq(exports.projectId, projectId), inArray(exports.profileId, others)));
  const words = wordsOf(await namesOf(tx, work, profileIds));
  const names = (value: unknown) => {
    const text = JSON.stringify(value);
    return words.some((word) => text.includes(word));
  };
  const isGivenUp = await givenUpValues(tx, work, profileIds);
  const facts = await tx
    .select({ id: domainEvents.id, payload: domainEvents.payload })
    .from(domainEvents)
    .where(
      and(
        eq(domainEvents.projectId, projectId),
        inArray(domainEvents.profileId, others),
        inArray(domainEvents.type, [
          "profile.merged",
          "profile.unmerged",
          "profile.updated",
          "attributes.updated",
        ]),
      ),
    );
  await thin(
    tx,
    work,
    facts.filter(({ payload }) => names(payload) || isGivenUp(payload.previous)),
  );
  const told = await tx
    .select({ id: merges.id, reason: merges.reason, undoneReason: merges.undoneReason })
    .from(merges)
    .where(
      and(
        eq(merges.projectId, projectId),
        or(inArray(merges.customerId, others), inArray(merges.mergedId, others)),
        or(isNotNull(merges.reason), isNotNull(merges.undoneReason)),
      ),
    );
  for (const { id, ...reasons } of told.filter(names))
    await tx
      .update(merges)
      .set({
        reason: names(reasons.reason) ? null : reasons.reason,
        undoneReason: names(reasons.undoneReason) ? null : reasons.undoneReason,
      })
      .where(and(eq(merges.projectId, projectId), eq(merges.id, id)));
  const entries = await tx
    .select({ id: auditLog.id, details: auditLog.details })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.projectId, projectId),
        inArray(auditLog.profileId, others),
        isNotNull(auditLog.details),
      ),
    );
  await emptyEntries(
    tx,
    work,
    entries.filter(({ details }) => names(details) || isGivenUp(details?.before)),
  );
}

/** Whoever has ever been one customer with the person, also through others: by merges that hold and that were undone. */
async function othersOf(tx: Transaction, { projectId }: Work, profileIds: string[]): Promise<string[]> {
  const known = new Set(profileIds);
  for (let asked = profileIds; asked.length > 0; ) {
    const sides = await tx
      .select({ id: merges.id, one: merges.customerId, other: merges.mergedId })
      .from(merges)
      .where(
        and(
          eq(merges.projectId, projectId),
          or(
            inArray(merges.customerId, asked),
            inArray(merges.mergedId, asked),
            inArray(
              merges.id,
              tx
                .select({ id: mergedProfiles.mergeId })
                .from(mergedProfiles)
                .where(
                  and(eq(mergedProfiles.projectId, projectId), inArray(mergedProfiles.profileId, asked)),
                ),
            ),
          ),
        ),
      );
    const moved = await tx
      .select({ id: mergedProfiles.profileId })
      .from(mergedProfiles)
      .where(
        and(
          eq(mergedProfiles.projectId, projectId),
          inArray(
            mergedProfiles.mergeId,
            sides.map(({ id }) => id),
          ),
        ),
      );
    const found = [...sides.flatMap(({ one, other }) => [one, other]), ...moved.map(({ id }) => id)];
    asked = [...new Set(found)].filter((id) => !known.has(id));
    for (const id of asked) known.add(id);
  }
  return [...known].filter((id) => !profileIds.includes(id));
}

/** Tells whether among values that stood before, by key, is one that the person's own profiles had. */
async function givenUpValues(
  tx: Transaction,
  { projectId }: Work,
  profileIds: string[],
): Promise<(before: unknown) => boolean> {
  const rows = await tx
    .selectDistinct({ key: attributeChanges.key, value: attributeChanges.value })
    .from(attributeChanges)
    .where(and(eq(attributeChanges.projectId, projectId), inArray(attributeChanges.profileId, profileIds)))
    .union(
      tx
        .select({ key: attributes.key, value: attributes.value })
        .from(attributes)
        .where(and(eq(attributes.projectId, projectId), inArray(attributes.profileId, profileIds))),
    );
  const own = new Set(
    rows.filter(({ value }) => value !== null).map(({ key, value }) => JSON.stringify([key, value])),
  );
  return (before) => Object.entries(before ?? {}).some((pair) => own.has(JSON.stringify(pair)));
}

/** Names as they stand in JSON. One of a few letters, or a plain word, would be found everywhere: a page may choose it. */
function wordsOf(names: SuppressedName[]): string[] {
  return names
    .map(({ kind, value }) => (kind === "profile" ? showId("profile", value) : value))
    .filter((value) => value.length >= 6 && /[@\d]/.test(value))
    .map((value) => JSON.stringify(value).slice(1, -1));
}

/** Blocking an id has no customer: what was blocked is in the details, and goes where it is a name of the person. */
export async function forgetBlockedIds(tx: Transaction, work: Work, profileIds: string[]): Promise<void> {
  const values = (await namesOf(tx, work, profileIds)).map(({ value }) => value);
  const entries = await tx
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.projectId, work.projectId),
        inArray(auditLog.action, ["blocked_id.add", "blocked_id.remove"]),
        sql`coalesce(${auditLog.details} -> 'after', ${auditLog.details} -> 'before') ->> 'value' = any(${sql.param(values)}::text[])`,
      ),
    );
  await emptyEntries(tx, work, entries);
}

async function emptyEntries(tx: Transaction, { projectId }: Work, entries: { id: string }[]): Promise<void> {
  if (entries.length === 0) return;
  const ids = entries.map(({ id }) => id);
  await tx
    .update(auditLog)
    .set({ details: null, salt: null })
    .where(and(eq(auditLog.projectId, projectId), inArray(auditLog.id, ids)));
}

/** As long as a request may take: an answer stands where its request began, so some come in behind the last one read. */
const slowestMs = 10 * 60_000;

/**
 * Empties the next answers kept for repeated requests in which the person stands, or somebody who was one customer with
 * them. The requests stay answered. Every answer about somebody names their id. True while there may be more.
 */
export async function forgetSomeAnswers(
  tx: Transaction,
  work: Work,
  profileIds: string[],
  limit: number,
): Promise<boolean> {
  const { projectId, answersRead } = work;
  const others = [...work.others].map((id) => showId("profile", id));
  const words = [...wordsOf(await namesOf(tx, work, profileIds)), ...others];
  const { keyId, key, expiresAt, answer } = idempotencyKeys;
  const rows = await tx
    .select({
      keyId,
      key,
      expiresAt,
      isNamed: sql<boolean>`${answer} is not null and exists (
        select 1 from jsonb_array_elements_text(${JSON.stringify(words)}::text::jsonb) word(text)
        where strpos(${answer}, word.text) > 0)`,
    })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.projectId, projectId),
        answersRead
          ? sql`(${expiresAt}, ${keyId}, ${key}) >
              (${answersRead.expiresAt.toISOString()}::timestamptz, ${answersRead.keyId}::uuid, ${answersRead.key})`
          : undefined,
      ),
    )
    .orderBy(asc(expiresAt), asc(keyId), asc(key))
    .limit(limit);
  const named = rows.filter(({ isNamed }) => isNamed);
  for (const row of named)
    await tx
      .update(idempotencyKeys)
      .set({ answer: null })
      .where(and(eq(idempotencyKeys.projectId, projectId), eq(keyId, row.keyId), eq(key, row.key)));
  add(work.progress.emptied, "Answers kept for repeated requests", named.length);
  work.answersRead = rows.at(-1) ?? answersRead;
  return rows.length === limit;
}

/** The last answers once more. */
export function readAnswersAgain(work: Work): void {
  if (!work.answersRead) return;
  const expiresAt = new Date(work.answersRead.expiresAt.getTime() - slowestMs);
  work.answersRead = { ...work.answersRead, expiresAt };
}
