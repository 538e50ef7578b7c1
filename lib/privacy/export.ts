import { createHash } from "node:crypto";
import { and, asc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { exportParts, exports } from "../../db/schema/privacy";
import type { Clock } from "../core/clock";
import type { Ctx, ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { newId, showId } from "../core/ids";
import { currentRequestId } from "../core/log";
import { getCustomer } from "../customers/customer";
import { exportFiles } from "./export-files";
import { zipPieces } from "./zip";

type Export = typeof exports.$inferSelect;

const leaseMs = 60_000;
const keptMs = 7 * 86_400_000;
/** After so many tries that ended with an error or with the worker, another one would too. */
const mostAttempts = 5;

/** Makes the export that was asked for first. False when none is. A worker that died is taken over from the beginning. */
export async function exportNext(
  projectId: ProjectId,
  clock: Clock,
  { pieceBytes, goOn = () => true }: { pieceBytes?: number; goOn?: () => boolean } = {},
): Promise<boolean> {
  const found = await claimExport(projectId, clock);
  if (!found) return false;
  const ctx: Ctx = {
    projectId,
    actor: { kind: "system", job: "privacy.export" },
    requestId: currentRequestId() ?? found.id,
    clock,
  };
  const madeAt = clock.now();
  const customer = await getCustomer(ctx, showId("profile", found.profileId));
  const title = `Data about ${customer.email ?? showId("profile", customer.id)}`;
  const sum = createHash("sha256");
  let [part, size] = [0, 0];
  for await (const content of zipPieces(
    exportFiles(ctx, customer.profileIds, { title, madeAt }),
    madeAt,
    pieceBytes,
  )) {
    if (!goOn()) {
      // Stopping is no failure: however often a machine is started anew, the tries are left.
      const attempts = found.attempts - 1;
      await write(projectId, (tx) =>
        tx.update(exports).set({ leasedUntil: null, attempts }).where(ownLease(found)),
      );
      return false;
    }
    await write(projectId, async (tx) => {
      await tx.insert(exportParts).values({ projectId, exportId: found.id, part, content });
      await keep(tx, found, { leasedUntil: new Date(clock.now().getTime() + leaseMs) });
    });
    sum.update(content);
    part += 1;
    size += content.length;
  }
  const finishedAt = clock.now();
  await write(projectId, (tx) =>
    keep(tx, found, {
      state: "ready",
      finishedAt,
      expiresAt: new Date(finishedAt.getTime() + keptMs),
      leaseId: null,
      leasedUntil: null,
      size,
      sha256: sum.digest(),
      error: null,
    }),
  );
  return true;
}

async function claimExport(projectId: ProjectId, clock: Clock): Promise<Export | null> {
  const now = clock.now();
  return write(projectId, async (tx) => {
    const [due] = await tx
      .select()
      .from(exports)
      .where(
        and(
          eq(exports.projectId, projectId),
          inArray(exports.state, ["waiting", "running"]),
          or(isNull(exports.leasedUntil), lt(exports.leasedUntil, now)),
        ),
      )
      .orderBy(asc(exports.id))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!due) return null;
    const one = and(eq(exports.projectId, projectId), eq(exports.id, due.id));
    await tx
      .delete(exportParts)
      .where(and(eq(exportParts.projectId, projectId), eq(exportParts.exportId, due.id)));
    const hasFailed = due.attempts >= mostAttempts;
    const [claimed] = await tx
      .update(exports)
      .set(
        hasFailed
          ? {
              state: "failed",
              finishedAt: now,
              expiresAt: new Date(now.getTime() + keptMs),
              error: `It did not work in ${mostAttempts} tries. Ask for another one.`,
            }
          : {
              state: "running",
              startedAt: sql`coalesce(${exports.startedAt}, ${now.toISOString()}::timestamptz)`,
              leaseId: newId(now),
              leasedUntil: new Date(now.getTime() + leaseMs),
              attempts: due.attempts + 1,
            },
      )
      .where(one)
      .returning();
    return hasFailed ? null : (claimed ?? null);
  });
}

/** Throws when the export is no longer ours: taken over by another worker, or erased with its person. */
async function keep(tx: Transaction, found: Export, change: Partial<Export>): Promise<void> {
  const [kept] = await tx.update(exports).set(change).where(ownLease(found)).returning({ id: exports.id });
  if (!kept) throw new Error("this export was taken over or erased");
}

function ownLease({ projectId, id, leaseId }: Export) {
  return and(eq(exports.projectId, projectId), eq(exports.id, id), eq(exports.leaseId, leaseId ?? ""));
}

/** Removes the ZIPs whose days are over. */
export async function expireExports(projectId: ProjectId, now: Date): Promise<number> {
  const gone = await write(projectId, (tx) =>
    tx
      .delete(exports)
      .where(
        and(
          eq(exports.projectId, projectId),
          inArray(exports.state, ["ready", "failed"]),
          lt(exports.expiresAt, now),
        ),
      )
      .returning({ id: exports.id }),
  );
  return gone.length;
}
