import { and, asc, eq, getTableColumns, gt, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { auditLog, auditSeals } from "../../db/schema/audit";
import { auditDigest } from "../core/audit";
import { showId } from "../core/ids";
import { chainStart, sealHash } from "./chain";

export type ChainState = {
  sealed: number;
  /** Hash of the last seal, to be noted somewhere else: a log cut at its end still verifies. */
  head: string | null;
  /** The first thing that does not fit, in words. */
  fault: string | null;
};

const portion = 1_000;

/** Walks a project's whole chain in a transaction of its scope, and recomputes each seal and each sum over details. */
export async function verifyChain(tx: Transaction, projectId: string): Promise<ChainState> {
  let previous: Buffer = chainStart;
  let sealed = 0;
  for (;;) {
    const rows = await tx
      .select({ position: auditSeals.position, hash: auditSeals.hash, entry: getTableColumns(auditLog) })
      .from(auditSeals)
      .innerJoin(auditLog, and(eq(auditLog.projectId, projectId), eq(auditLog.id, auditSeals.auditId)))
      .where(and(eq(auditSeals.projectId, projectId), gt(auditSeals.position, sealed)))
      .orderBy(asc(auditSeals.position))
      .limit(portion);
    for (const { position, hash, entry } of rows) {
      if (position !== sealed + 1) return { sealed, head: null, fault: `seal ${sealed + 1} is missing` };
      previous = sealHash(previous, entry);
      const shown = showId("auditEntry", entry.id);
      if (!previous.equals(hash))
        return { sealed, head: null, fault: `entry ${shown} at ${position} was changed after it was sealed` };
      if (entry.details && entry.salt && !auditDigest(entry.salt, entry.details).equals(entry.digest))
        return { sealed, head: null, fault: `the details of entry ${shown} were changed` };
      sealed = position;
    }
    if (rows.length < portion) break;
  }
  const [last] = await tx.execute(
    sql`select max(position) as position from ${auditSeals} where project_id = ${projectId}`,
  );
  if (Number(last?.position ?? 0) > sealed)
    return { sealed, head: null, fault: `seal ${sealed + 1} has lost its entry` };
  return { sealed, head: sealed > 0 ? previous.toString("hex") : null, fault: null };
}
