import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { domainEvents } from "../../db/schema/events";
import { blockedIds } from "../../db/schema/identity";
import { suppressions } from "../../db/schema/privacy";
import { profileFunnels, profiles } from "../../db/schema/profiles";
import { sessions } from "../../db/schema/sessions";
import { idPrefixes } from "../core/ids";
import { keepCounts, lockDays } from "../funnels/counted-visits";
import { listNames } from "../search/names";
import { type SuppressedName, suppressionHashes } from "../suppressions/suppression-hash";
import type { Work } from "./erasure-work";
import { deleteRows, type Person } from "./person-rows";
import { personalTables } from "./register";

const deletedTables = personalTables.filter(({ erasure }) => erasure.rows === "deleted");

/** What goes while the profiles are still there, and what names them until the end. */
export const drained = deletedTables.slice(0, -2);
export const last = deletedTables.slice(-2);

export function personOf({ projectId }: Work, profileIds: string[]): Person {
  return { projectId, profileIds };
}

/** Puts the keyed sums of all names down before the names go. */
export async function suppressNames(tx: Transaction, work: Work, profileIds: string[]): Promise<void> {
  const { projectId, found, clock } = work;
  const names = await namesOf(tx, work, profileIds);
  await unblock(tx, work, names);
  const rows = names.map((name) => {
    const [{ hash, pepperId }] = suppressionHashes(projectId, name);
    return { projectId, hash, pepperId, kind: name.kind, erasureId: found.id, createdAt: clock.now() };
  });
  for (let at = 0; at < rows.length; at += work.batch)
    await tx
      .insert(suppressions)
      .values(rows.slice(at, at + work.batch))
      .onConflictDoNothing();
}

/** A value that the team has blocked may be the person's own. From now on its sum keeps it from coming back. */
async function unblock(tx: Transaction, { projectId }: Work, names: SuppressedName[]): Promise<void> {
  await tx.delete(blockedIds).where(
    and(
      eq(blockedIds.projectId, projectId),
      inArray(
        blockedIds.value,
        names.map(({ value }) => value),
      ),
    ),
  );
}

export async function namesOf(
  tx: Transaction,
  { projectId }: Work,
  profileIds: string[],
): Promise<SuppressedName[]> {
  const own = await tx
    .select({ email: profiles.email, userId: profiles.userId })
    .from(profiles)
    .where(and(eq(profiles.projectId, projectId), inArray(profiles.id, profileIds)));
  return [
    ...profileIds.map((value) => ({ kind: "profile" as const, value })),
    ...own.flatMap(({ email, userId }) => [
      ...(email ? [{ kind: "email" as const, value: email }] : []),
      ...(userId ? [{ kind: "user_id" as const, value: userId }] : []),
    ]),
    ...(await listNames(tx, projectId, profileIds)),
  ];
}

/** Keeps what the next visits count for. True while there may be more. */
export async function keepSomeCounts(
  tx: Transaction,
  work: Work,
  profileIds: string[],
  limit: number,
): Promise<boolean> {
  const rows = await tx
    .select({
      id: sessions.id,
      funnelId: sessions.funnelId,
      environment: sessions.environment,
      startedAt: sessions.startedAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.projectId, work.projectId),
        inArray(sessions.profileId, profileIds),
        eq(sessions.isBot, false),
      ),
    )
    .orderBy(asc(sessions.profileId), asc(sessions.startedAt))
    .limit(limit);
  if (rows.length === 0) return false;
  // All of them, in one order: the next portion may be of the same transaction.
  await lockDays(tx, work.projectId, [...(await funnelsOf(tx, work, profileIds)), ...rows]);
  await keepCounts(tx, work.projectId, profileIds, rows);
  return rows.length === limit;
}

async function funnelsOf(tx: Transaction, { projectId }: Work, profileIds: string[]) {
  return tx
    .selectDistinct({ funnelId: profileFunnels.funnelId, environment: profileFunnels.environment })
    .from(profileFunnels)
    .where(and(eq(profileFunnels.projectId, projectId), inArray(profileFunnels.profileId, profileIds)));
}

/**
 * Deletes the next rows, children before parents, `limit` at most. True while there may be more. All of it in one
 * transaction, so what came into the first tables meanwhile goes before what it hangs on.
 */
export async function drainSome(
  tx: Transaction,
  work: Work,
  profileIds: string[],
  limit: number | null,
): Promise<boolean> {
  while (await keepSomeCounts(tx, work, profileIds, work.batch));
  let left = limit;
  for (const entry of drained) {
    const gone = await deleteRows(tx, entry, personOf(work, profileIds), left);
    add(work.progress.removed, entry.words, gone);
    if (left !== null) left -= gone;
    if (left === 0) return true;
  }
  return false;
}

export function add(counts: Record<string, number>, name: string, count: number): void {
  if (count > 0) counts[name] = (counts[name] ?? 0) + count;
}

const shownId = new RegExp(`^(${Object.values(idPrefixes).join("|")})_[0-9a-z]{26}$`);
/** What an app calls a person, which may look like an id of ours. */
const givenNames = new Set(["user_id", "app_user_id", "alias", "email"]);

/** Of a fact's payload: our ids, which tell nobody anything once their rows are gone. */
export function idsOnly(payload: Record<string, unknown>): Record<string, unknown> {
  const isId = (value: unknown) => typeof value === "string" && shownId.test(value);
  const kept = Object.entries(payload).flatMap(([key, value]): [string, unknown][] => {
    if (givenNames.has(key)) return [];
    if (isId(value)) return [[key, value]];
    return Array.isArray(value) && value.length > 0 && value.every(isId) ? [[key, value]] : [];
  });
  return Object.fromEntries(kept);
}

/** Leaves ids alone in the next facts of a profile. True while there may be more. */
export async function thinFacts(tx: Transaction, work: Work, profileId: string): Promise<boolean> {
  const facts = await tx
    .select({ id: domainEvents.id, sequence: domainEvents.sequence, payload: domainEvents.payload })
    .from(domainEvents)
    .where(
      and(
        eq(domainEvents.projectId, work.projectId),
        eq(domainEvents.profileId, profileId),
        gt(domainEvents.sequence, work.thinned.get(profileId) ?? 0),
      ),
    )
    .orderBy(asc(domainEvents.sequence))
    .limit(work.batch);
  add(work.progress.emptied, "Events for endpoints", await thin(tx, work, facts));
  const reached = facts.at(-1)?.sequence;
  if (reached !== undefined) work.thinned.set(profileId, reached);
  return facts.length === work.batch;
}

type Fact = { id: string; payload: Record<string, unknown> };

export async function thin(tx: Transaction, { projectId }: Work, facts: Fact[]): Promise<number> {
  const full = facts
    .map(({ id, payload }) => ({
      id,
      before: JSON.stringify(payload),
      after: JSON.stringify(idsOnly(payload)),
    }))
    .filter(({ before, after }) => before !== after);
  if (full.length === 0) return 0;
  const thinned = JSON.stringify(full.map(({ id, after }) => ({ id, payload: JSON.parse(after) })));
  await tx.execute(sql`
    update domain_events t set payload = thinned.payload
    from jsonb_to_recordset(${thinned}::text::jsonb) as thinned(id uuid, payload jsonb)
    where t.project_id = ${projectId}::uuid and t.id = thinned.id`);
  return full.length;
}
