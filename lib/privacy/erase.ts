import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { profiles } from "../../db/schema/profiles";
import { recordAudit } from "../core/audit";
import type { Clock } from "../core/clock";
import type { CommandCtx } from "../core/command";
import type { ProjectId } from "../core/ctx";
import { showId } from "../core/ids";
import { currentRequestId } from "../core/log";
import { emit } from "../events/emit";
import {
  add,
  drained,
  drainSome,
  keepSomeCounts,
  last,
  personOf,
  suppressNames,
  thinFacts,
} from "./erasure-steps";
import { type Case, claimErasure, type Progress, release, step, type Work } from "./erasure-work";
import { forgetSomeInbound, readInboundAgain } from "./forget-inbound";
import { forgetBlockedIds, forgetMerges, forgetSomeAnswers, readAnswersAgain } from "./forget-others";
import { endSubscriptions } from "./live-subscriptions";
import { countRows, deleteRows, emptyRows } from "./person-rows";
import { receiptOf } from "./receipt";
import { personalTables } from "./register";

type Options = {
  /** Rows in one transaction at most. */
  batch?: number;
  /** Asked between two transactions; where it says no, another turn goes on from there. */
  goOn?: () => boolean;
};

/** Works on the case that is due first. False when none is, or when it has to go on later. */
export async function eraseNext(
  projectId: ProjectId,
  clock: Clock,
  { batch = 2_000, goOn = () => true }: Options = {},
): Promise<boolean> {
  const found = await claimErasure(projectId, clock);
  if (!found) return false;
  // What a worker that died had written down counts on.
  const progress = { removed: {}, emptied: {}, goOn: {}, ...(found.receipt as Partial<Progress> | null) };
  const work: Work = {
    projectId,
    clock,
    found,
    progress,
    thinned: new Map(),
    others: new Set(),
    answersRead: null,
    inboundRead: null,
    batch,
  };
  if ((await eraseInBatches(work, goOn)) && goOn()) {
    await step(
      work,
      (tx, profileIds) => finish(tx, work, profileIds),
      (end) => end,
    );
    return true;
  }
  await release(work);
  return false;
}

/**
 * Takes all but the last rows away, a bounded number at a time, so that visitors never wait long. A portion that was not full
 * is the last one: a page that sends on and on does not keep the erasure from its end.
 */
async function eraseInBatches(work: Work, goOn: () => boolean): Promise<boolean> {
  await step(work, async (tx, profileIds) => {
    await endTheirs(tx, work, profileIds);
    await suppressNames(tx, work, profileIds);
    await forgetMerges(tx, work, profileIds);
    await forgetBlockedIds(tx, work, profileIds);
  });
  const repeat = async (portion: (tx: Transaction, profileIds: string[]) => Promise<boolean>) => {
    while (goOn()) if (!(await step(work, portion))) return true;
    return false;
  };
  return (
    (await repeat((tx, profileIds) => forgetSomeAnswers(tx, work, profileIds, work.batch))) &&
    (await repeat((tx, profileIds) => keepSomeCounts(tx, work, profileIds, Math.min(work.batch, 200)))) &&
    (await repeat((tx, profileIds) => forgetSomeInbound(tx, work, profileIds, work.batch))) &&
    (await repeat((tx, profileIds) => emptySome(tx, work, profileIds, work.batch))) &&
    (await repeat((tx, profileIds) => drainSome(tx, work, profileIds, work.batch))) &&
    (await repeat((tx, profileIds) => thinSome(tx, work, profileIds)))
  );
}

async function emptySome(
  tx: Transaction,
  work: Work,
  profileIds: string[],
  limit: number | null,
): Promise<boolean> {
  let isMore = false;
  for (const entry of personalTables) {
    if (entry.erasure.rows !== "emptied" || entry.owners.length === 0) continue;
    const person = personOf(work, profileIds);
    const rows = await emptyRows(tx, entry, entry.erasure.columns, person, limit);
    add(work.progress.emptied, entry.words, rows);
    isMore ||= rows === limit;
  }
  return isMore;
}

/** The end, in one transaction: whatever has come meanwhile, then the profiles. After it the person is nobody. */
async function finish(tx: Transaction, work: Work, profileIds: string[]): Promise<Partial<Case>> {
  const { clock, found, progress } = work;
  const person = personOf(work, profileIds);
  const ctx = contextOf(tx, work);
  await endTheirs(tx, work, profileIds);
  await suppressNames(tx, work, profileIds);
  await forgetMerges(tx, work, profileIds);
  await forgetBlockedIds(tx, work, profileIds);
  readAnswersAgain(work);
  readInboundAgain(work);
  while (await forgetSomeInbound(tx, work, profileIds, work.batch));
  while (await forgetSomeAnswers(tx, work, profileIds, work.batch));
  // What stays lets go of the visits before they go.
  await emptySome(tx, work, profileIds, null);
  await drainSome(tx, work, profileIds, null);
  while (await thinSome(tx, work, profileIds));
  await tellEndpoints(ctx, found.id, profileIds);
  for (const entry of last) {
    const gone = await deleteRows(tx, entry, person, null);
    if (entry.table === profiles) add(progress.removed, entry.words, gone);
  }
  let left = 0;
  for (const entry of [...drained, ...last]) left += await countRows(tx, entry, person, work.batch);
  if (left > 0) throw new Error(`${left} rows of an erased person are left`);
  const erasureId = showId("erasure", found.id);
  await recordAudit(tx, ctx, "erasure.finish", [
    { subject: erasureId, after: { profiles: profileIds.length } },
  ]);
  const finishedAt = clock.now();
  const receipt = await receiptOf(tx, work, profileIds, finishedAt);
  return { state: "done", finishedAt, leaseId: null, leasedUntil: null, receipt };
}

function contextOf(tx: Transaction, { projectId, found, clock }: Work): CommandCtx {
  const actor = { kind: "system", job: "privacy.erase" } as const;
  return { projectId, actor, requestId: currentRequestId() ?? found.id, clock, tx };
}

async function endTheirs(tx: Transaction, work: Work, profileIds: string[]): Promise<void> {
  const goOn = await endSubscriptions(contextOf(tx, work), profileIds);
  for (const [provider, count] of Object.entries(goOn)) add(work.progress.goOn, provider, count);
}

async function thinSome(tx: Transaction, work: Work, profileIds: string[]): Promise<boolean> {
  for (const profileId of profileIds) if (await thinFacts(tx, work, profileId)) return true;
  return false;
}

async function tellEndpoints(ctx: CommandCtx, erasureId: string, profileIds: string[]): Promise<void> {
  const rows = await ctx.tx
    .select({ id: profiles.id, customerId: profiles.customerId, environment: profiles.environment })
    .from(profiles)
    .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.id, profileIds)));
  for (const { id, environment } of rows.filter((row) => row.id === row.customerId)) {
    const joined = rows
      .filter((row) => row.customerId === id)
      .map((row) => showId("profile", row.id))
      .toSorted();
    await emit(ctx, {
      type: "profile.erased",
      profileId: id,
      environment,
      payload: { erasure_id: showId("erasure", erasureId), profile_ids: joined },
    });
  }
}
