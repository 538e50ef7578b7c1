import { and, eq, exists, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { erasures, exports } from "../../db/schema/privacy";
import { projects } from "../../db/schema/projects";
import { inSystem } from "../core/database";

/** Projects with a case whose hold is over and that nobody works on. System scope. */
export function listProjectsToErase(now: Date): Promise<string[]> {
  return listProjectsWith(
    erasures,
    and(inArray(erasures.state, ["held", "running"]), lte(erasures.holdUntil, now), isFree(erasures, now)),
  );
}

/** Projects with an export to make that nobody makes. System scope. */
export function listProjectsToExport(now: Date): Promise<string[]> {
  return listProjectsWith(exports, and(inArray(exports.state, ["waiting", "running"]), isFree(exports, now)));
}

/** Projects with exports whose days are over. System scope. */
export function listProjectsToExpire(now: Date): Promise<string[]> {
  return listProjectsWith(exports, lt(exports.expiresAt, now));
}

type Work = typeof erasures | typeof exports;

function isFree({ leasedUntil }: Work, now: Date): SQL | undefined {
  return or(isNull(leasedUntil), lt(leasedUntil, now));
}

async function listProjectsWith(table: Work, isDue: SQL | undefined): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(
        exists(
          tx
            .select({ one: sql`1` })
            .from(table)
            .where(and(eq(table.projectId, projects.id), isDue)),
        ),
      ),
  );
  return rows.map(({ id }) => id);
}
