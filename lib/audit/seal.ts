import { and, asc, desc, eq, getTableColumns, gte, lt, notExists, sql } from "drizzle-orm";
import { auditLog, auditSeals } from "../../db/schema/audit";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
import { chainStart, sealHash } from "./chain";

/** An entry is sealed once no transaction that could still write an older one is open. */
const settledAfterMs = 2 * 60_000;
/** How far behind the last seal an entry may turn up, whose transaction took that long. */
const lateMs = 86_400_000;
const portion = 500;

/** Projects whose log has entries that may be sealed. System scope. */
export async function listProjectsToSeal(now: Date): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx.execute(sql`
      select p.id from projects p where exists (
        select 1 from ${auditLog} a where a.project_id = p.id and a.occurred_at < ${settled(now)}::timestamptz
          and a.occurred_at >= coalesce((
            select last.occurred_at from ${auditSeals} s
            join ${auditLog} last on last.project_id = s.project_id and last.id = s.audit_id
            where s.project_id = p.id order by s.position desc limit 1), '-infinity') - interval '1 day'
          and not exists (select 1 from ${auditSeals} done where done.project_id = p.id and done.audit_id = a.id))`),
  );
  return rows.map((row) => String(row.id));
}

/** Appends up to 500 entries to the project's chain, oldest first. Two workers at once: one of them does nothing. */
export async function sealAudit(projectId: ProjectId, now: Date): Promise<{ isMoreDue: boolean }> {
  return write(projectId, async (tx) => {
    const [lock] = await tx.execute(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`audit-seal ${projectId}`}, 0)) as taken`,
    );
    if (!lock?.taken) return { isMoreDue: false };
    const [last] = await tx
      .select({ position: auditSeals.position, hash: auditSeals.hash, occurredAt: auditLog.occurredAt })
      .from(auditSeals)
      .innerJoin(auditLog, and(eq(auditLog.projectId, projectId), eq(auditLog.id, auditSeals.auditId)))
      .where(eq(auditSeals.projectId, projectId))
      .orderBy(desc(auditSeals.position))
      .limit(1);
    const rows = await tx
      .select(getTableColumns(auditLog))
      .from(auditLog)
      .where(
        and(
          eq(auditLog.projectId, projectId),
          lt(auditLog.occurredAt, new Date(settled(now))),
          last ? gte(auditLog.occurredAt, new Date(last.occurredAt.getTime() - lateMs)) : undefined,
          notExists(
            tx
              .select({ position: auditSeals.position })
              .from(auditSeals)
              .where(and(eq(auditSeals.projectId, projectId), eq(auditSeals.auditId, auditLog.id))),
          ),
        ),
      )
      .orderBy(asc(auditLog.occurredAt), asc(auditLog.id))
      .limit(portion);
    let previous = last?.hash ?? chainStart;
    const seals = rows.map((row, index) => {
      previous = sealHash(previous, row);
      const position = (last?.position ?? 0) + index + 1;
      return { projectId, position, auditId: row.id, hash: previous, sealedAt: now };
    });
    if (seals.length > 0) await tx.insert(auditSeals).values(seals);
    return { isMoreDue: rows.length === portion };
  });
}

function settled(now: Date): string {
  return new Date(now.getTime() - settledAfterMs).toISOString();
}
