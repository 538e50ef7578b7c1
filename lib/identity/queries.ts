import { and, asc, desc, eq, inArray, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { blockedIds, duplicateDecisions, duplicatePairs, merges } from "../../db/schema/identity";
import { profiles } from "../../db/schema/profiles";
import { type Named, nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId, showId } from "../core/ids";
import {
  type Customer,
  customerOf,
  findCustomer,
  getCustomer,
  listActiveMerges,
} from "../customers/customer";
import { searchCustomers } from "../customers/search";
import { canonicalIds, isOlder } from "./circles";
import { mostProfiles } from "./merge";
import { countsOf, type Side, type SideCounts, sideOf } from "./sides";

export type Comparison = {
  /** The older one, whose id and first day the joined customer has. */
  stays: Side;
  joins: Side;
  conflicts: ("email" | "userId")[];
  /** What speaks for a second look. */
  hasMergedBefore: boolean;
  needsAdmin: boolean;
  /** Why they cannot be merged, or null. */
  refusal: string | null;
};

/** Two customers side by side, the one that would stay first. */
export async function compareCustomers(ctx: Ctx, shownId: string, otherId: string): Promise<Comparison> {
  const [one, other] = await Promise.all([getCustomer(ctx, shownId), getCustomer(ctx, otherId)]);
  const [stays, joins] = isOlder(one, other) ? [one, other] : [other, one];
  return read(ctx, async (tx) => ({
    stays: await sideOf(tx, ctx, stays),
    joins: await sideOf(tx, ctx, joins),
    conflicts: (["email", "userId"] as const).filter(
      (field) => stays[field] && joins[field] && stays[field] !== joins[field],
    ),
    hasMergedBefore: one.profileIds.length > 1 || other.profileIds.length > 1,
    needsAdmin: one.profileIds.length + other.profileIds.length > mostProfiles,
    refusal: refusalOf(one, other),
  }));
}

function refusalOf(one: Customer, other: Customer): string | null {
  if (one.id === other.id) return "These two are one customer already.";
  return one.environment === other.environment ? null : "Preview and live data are not merged.";
}

export type Candidate = { id: string; email: string | null; userId: string | null; reasons: string[] };

/** Who may be the same person: by what was typed, or the pairs that the queue holds for this customer. */
export async function listCandidates(ctx: Ctx, customer: Customer, text: string): Promise<Candidate[]> {
  if (text.trim() !== "") {
    const hits = await searchCustomers(ctx, text);
    return hits
      .filter(({ id }) => id !== showId("profile", customer.id))
      .map(({ id, email, userId }) => ({ id, email, userId, reasons: [] }));
  }
  const pairs = await read(ctx, (tx) =>
    tx
      .select()
      .from(duplicatePairs)
      .where(
        and(
          eq(duplicatePairs.projectId, ctx.projectId),
          or(eq(duplicatePairs.firstId, customer.id), eq(duplicatePairs.secondId, customer.id)),
          notKeptApart(tx, ctx),
        ),
      )
      .orderBy(desc(duplicatePairs.score))
      .limit(8),
  );
  const found = await Promise.all(
    pairs.map(async ({ firstId, secondId, reasons }) => {
      const other = await findCustomer(ctx, firstId === customer.id ? secondId : firstId);
      return other && other.id !== customer.id ? { other, reasons } : null;
    }),
  );
  return found.flatMap((one) =>
    one
      ? [
          {
            id: showId("profile", one.other.id),
            email: one.other.email,
            userId: one.other.userId,
            reasons: one.reasons,
          },
        ]
      : [],
  );
}

export type DuplicatePair = {
  first: Customer;
  second: Customer;
  score: number;
  reasons: string[];
  /** Names the place in the queue, for the one after it. */
  place: string;
};

export type QueuedPair = { firstId: string; secondId: string; score: number; reasons: string[] };

/** The surest pair of the queue that comes after a place in it, and how many are left in all (1,000 at most). */
export async function nextDuplicate(
  ctx: Ctx,
  after: string | null,
): Promise<{ pair: DuplicatePair | null; left: number }> {
  for (let place = placeOf(after); ; ) {
    const { next, left } = await read(ctx, async (tx) => ({
      next: (await queuedPairs(tx, ctx, place, 1))[0],
      left: (await queuedPairs(tx, ctx, null, 1_000)).length,
    }));
    if (!next) return { pair: null, left };
    const { firstId, secondId, score, reasons } = next;
    const [first, second] = await Promise.all([findCustomer(ctx, firstId), findCustomer(ctx, secondId)]);
    // Else they were merged or erased meanwhile.
    if (first?.id === firstId && second?.id === secondId)
      return { pair: { first, second, score, reasons, place: showPlace(next) }, left };
    place = next;
  }
}

/** The queue in pages, the surest pairs first. */
export async function listDuplicates(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ pairs: QueuedPair[]; nextCursor: string | null }> {
  const place = cursor === undefined ? null : placeOf(cursor);
  if (cursor !== undefined && !place)
    throw new AppError("invalid", "This is no place of the queue.", { cursor: "Not a cursor of this list" });
  const found = await read(ctx, (tx) => queuedPairs(tx, ctx, place, limit + 1));
  const pairs = found.slice(0, limit);
  const last = pairs.at(-1);
  return { pairs, nextCursor: last && found.length > limit ? showPlace(last) : null };
}

type QueuePlace = Pick<QueuedPair, "firstId" | "secondId" | "score">;

async function queuedPairs(
  tx: Transaction,
  ctx: Ctx,
  after: QueuePlace | null,
  limit: number,
): Promise<QueuedPair[]> {
  const [one, two] = [alias(profiles, "one"), alias(profiles, "two")];
  const { firstId, secondId, score, reasons } = duplicatePairs;
  return tx
    .select({ firstId, secondId, score, reasons })
    .from(duplicatePairs)
    .innerJoin(one, and(eq(one.projectId, ctx.projectId), eq(one.id, firstId)))
    .innerJoin(two, and(eq(two.projectId, ctx.projectId), eq(two.id, secondId)))
    .where(
      and(
        eq(duplicatePairs.projectId, ctx.projectId),
        eq(one.customerId, one.id),
        eq(two.customerId, two.id),
        notKeptApart(tx, ctx),
        after
          ? sql`(${score}, ${firstId}, ${secondId}) < (${after.score}::int, ${after.firstId}::uuid, ${after.secondId}::uuid)`
          : undefined,
      ),
    )
    .orderBy(sql`${score} desc`, sql`${firstId} desc`, sql`${secondId} desc`)
    .limit(limit);
}

function showPlace({ score, firstId, secondId }: QueuePlace): string {
  return `${score}.${showId("profile", firstId)}.${showId("profile", secondId)}`;
}

/** A decision counts at once, and so does taking it back; the next search only tidies up. */
function notKeptApart(tx: Transaction, ctx: Ctx) {
  return notExists(
    tx
      .select({ one: sql`1` })
      .from(duplicateDecisions)
      .where(
        and(
          eq(duplicateDecisions.projectId, ctx.projectId),
          eq(duplicateDecisions.firstId, duplicatePairs.firstId),
          eq(duplicateDecisions.secondId, duplicatePairs.secondId),
        ),
      ),
  );
}

/** A damaged place is read as the beginning. */
function placeOf(text: string | null): QueuePlace | null {
  const [score = "", first = "", second = ""] = text?.split(".") ?? [];
  const [firstId, secondId] = [findId("profile", first), findId("profile", second)];
  if (!/^\d{1,3}$/.test(score) || !firstId || !secondId) return null;
  return { score: Number(score), firstId, secondId };
}

export type MergeEntry = Named<typeof merges.$inferSelect>;

/** The merges that hold a customer together, the latest first. */
export async function listMerges(ctx: Ctx, customer: Customer): Promise<MergeEntry[]> {
  const ids = customer.profileIds.length > 1 ? customer.profileIds : [];
  if (ids.length === 0) return [];
  const rows = await read(ctx, (tx) =>
    tx
      .select()
      .from(merges)
      .where(
        and(
          eq(merges.projectId, ctx.projectId),
          inArray(merges.mergedId, ids),
          sql`${merges.undoneAt} is null`,
        ),
      )
      .orderBy(desc(merges.createdAt), desc(merges.id)),
  );
  return nameActors(ctx, rows);
}

export type UnmergePreview = {
  merge: Pick<MergeEntry, "createdAt" | "reason" | "actorName">;
  isUndone: boolean;
  keeps: { id: string; email: string | null; counts: SideCounts };
  takesBack: { id: string; email: string | null; counts: SideCounts };
};

/** What undoing a merge leaves with whom. */
export async function previewUnmerge(ctx: Ctx, shownId: string): Promise<UnmergePreview> {
  const id = findId("merge", shownId);
  const notFound = () => new AppError("not_found", "There is no such merge");
  if (!id) throw notFound();
  const [row] = await read(ctx, (tx) =>
    tx
      .select()
      .from(merges)
      .where(and(eq(merges.projectId, ctx.projectId), eq(merges.id, id))),
  );
  const customer = row && (await findCustomer(ctx, row.mergedId));
  if (!row || !customer) throw notFound();
  const [merge] = await nameActors(ctx, [row]);
  if (!merge) throw notFound();
  return read(ctx, async (tx) => {
    const rest = (await listActiveMerges(tx, ctx, customer.profiles)).filter((one) => one.id !== id);
    const after = canonicalIds(customer.profiles, rest);
    const sideWith = async (isMoved: boolean) => {
      const members = customer.profiles
        .filter((profile) => (after.get(profile.id) !== customer.id) === isMoved)
        .map((profile) => ({ ...profile, customerId: after.get(profile.id) ?? profile.id }));
      const side = customerOf(members, rest);
      return {
        id: showId("profile", side?.id ?? row.mergedId),
        email: side?.email ?? null,
        counts: await countsOf(tx, ctx, side?.profileIds ?? []),
      };
    };
    const { createdAt, reason, actorName } = merge;
    return {
      merge: { createdAt, reason, actorName },
      isUndone: row.undoneAt !== null,
      keeps: await sideWith(false),
      takesBack: await sideWith(true),
    };
  });
}

export type BlockedId = Named<typeof blockedIds.$inferSelect>;

export async function listBlockedIds(ctx: Ctx): Promise<BlockedId[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select()
      .from(blockedIds)
      .where(eq(blockedIds.projectId, ctx.projectId))
      .orderBy(asc(blockedIds.value)),
  );
  return nameActors(ctx, rows);
}
