import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { erasureProfiles, erasures } from "../../db/schema/privacy";
import { profiles } from "../../db/schema/profiles";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { newId } from "../core/ids";

export type Case = typeof erasures.$inferSelect;
/** Rows so far, by table. Numbers only: it becomes the receipt. */
export type Progress = {
  removed: Record<string, number>;
  emptied: Record<string, number>;
  /** Subscriptions that go on where they are kept, by provider. */
  goOn: Record<string, number>;
};

/** A case that this process works on, until it ends or another one takes it over. */
export type Work = {
  projectId: ProjectId;
  clock: Clock;
  found: Case;
  progress: Progress;
  /** Up to which of its facts each profile's are thinned. */
  thinned: Map<string, number>;
  /** Who has ever been one customer with the person. */
  others: Set<string>;
  /** The last of the answers kept for repeated requests that was looked at, in the order in which they end. */
  answersRead: { expiresAt: Date; keyId: string; key: string } | null;
  /** The last of the events that nobody is known of that was looked at. */
  inboundRead: string | null;
  /** Rows in one transaction at most. */
  batch: number;
};

/** As long as the slowest batch may take. A worker that died is taken over after that. */
const leaseMs = 60_000;

/** Takes a case whose hold is over and that nobody works on, or null. */
export async function claimErasure(projectId: ProjectId, clock: Clock): Promise<Case | null> {
  const now = clock.now();
  return write(projectId, async (tx) => {
    const [due] = await tx
      .select({ id: erasures.id })
      .from(erasures)
      .where(
        and(
          eq(erasures.projectId, projectId),
          inArray(erasures.state, ["held", "running"]),
          sql`${erasures.holdUntil} <= ${now.toISOString()}::timestamptz`,
          sql`(${erasures.leasedUntil} is null or ${erasures.leasedUntil} < ${now.toISOString()}::timestamptz)`,
        ),
      )
      .orderBy(asc(erasures.holdUntil), asc(erasures.id))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!due) return null;
    const [claimed] = await tx
      .update(erasures)
      .set({
        state: "running",
        startedAt: sql`coalesce(${erasures.startedAt}, ${now.toISOString()}::timestamptz)`,
        leaseId: newId(now),
        leasedUntil: new Date(now.getTime() + leaseMs),
        attempts: sql`${erasures.attempts} + 1`,
      })
      .where(and(eq(erasures.projectId, projectId), eq(erasures.id, due.id)))
      .returning();
    return claimed ?? null;
  });
}

/**
 * One transaction of the work: with the person's profiles locked, so that no page and no colleague adds to them
 * meanwhile, and with the progress written in the same commit, or what `patchOf` makes of the result. Throws when
 * another worker has taken the case over.
 */
export async function step<T>(
  work: Work,
  run: (tx: Transaction, profileIds: string[]) => Promise<T>,
  patchOf: (result: T) => Partial<Case> = () => ({}),
): Promise<T> {
  const { projectId, found, clock, progress } = work;
  return write(projectId, async (tx) => {
    // A plan for a project that the statistics do not know yet takes it for empty, and walks all of it for each row.
    await tx.execute(sql`select set_config('plan_cache_mode', 'force_generic_plan', true)`);
    const result = await run(tx, await lockPerson(tx, projectId, found.id));
    const [held] = await tx
      .update(erasures)
      .set({
        receipt: progress,
        leasedUntil: new Date(clock.now().getTime() + leaseMs),
        ...patchOf(result),
      })
      .where(ownLease(work))
      .returning({ id: erasures.id });
    if (!held) throw new Error("another worker has taken over this erasure");
    return result;
  });
}

/** Gives the case back, so that the next worker need not wait for the end of the lease. */
export async function release(work: Work): Promise<void> {
  await write(work.projectId, (tx) => tx.update(erasures).set({ leasedUntil: null }).where(ownLease(work)));
}

function ownLease({ projectId, found }: Work) {
  return and(
    eq(erasures.projectId, projectId),
    eq(erasures.id, found.id),
    eq(erasures.leaseId, found.leaseId ?? ""),
  );
}

/** The profiles of the case that are left, and whatever was joined to them since. In the order in which ingest locks. */
async function lockPerson(tx: Transaction, projectId: ProjectId, erasureId: string): Promise<string[]> {
  const named = tx
    .select({ id: erasureProfiles.profileId })
    .from(erasureProfiles)
    .where(and(eq(erasureProfiles.projectId, projectId), eq(erasureProfiles.erasureId, erasureId)));
  const rows = await tx
    .select({ id: profiles.id })
    .from(profiles)
    .where(
      and(
        eq(profiles.projectId, projectId),
        or(inArray(profiles.id, named), inArray(profiles.customerId, named)),
      ),
    )
    .orderBy(asc(profiles.id))
    .for("update");
  return rows.map(({ id }) => id);
}
