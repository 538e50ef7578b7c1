import { and, eq, exists, inArray, isNull, lt, lte, or } from "drizzle-orm";
import { erasures, exports } from "../../db/schema/privacy";
import { projects } from "../../db/schema/projects";
import { inSystem } from "../core/database";

/** Projects with a case whose hold is over and that nobody works on. System scope. */
export async function listProjectsToErase(now: Date): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(
        exists(
          tx
            .select({ id: erasures.id })
            .from(erasures)
            .where(
              and(
                eq(erasures.projectId, projects.id),
                inArray(erasures.state, ["held", "running"]),
                lte(erasures.holdUntil, now),
                or(isNull(erasures.leasedUntil), lt(erasures.leasedUntil, now)),
              ),
            ),
        ),
      ),
  );
  return rows.map(({ id }) => id);
}

/** Projects with an export to make that nobody makes. System scope. */
export async function listProjectsToExport(now: Date): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(
        exists(
          tx
            .select({ id: exports.id })
            .from(exports)
            .where(
              and(
                eq(exports.projectId, projects.id),
                inArray(exports.state, ["waiting", "running"]),
                or(isNull(exports.leasedUntil), lt(exports.leasedUntil, now)),
              ),
            ),
        ),
      ),
  );
  return rows.map(({ id }) => id);
}

/** Projects with exports whose days are over. System scope. */
export async function listProjectsToExpire(now: Date): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(
        exists(
          tx
            .select({ id: exports.id })
            .from(exports)
            .where(and(eq(exports.projectId, projects.id), lt(exports.expiresAt, now))),
        ),
      ),
  );
  return rows.map(({ id }) => id);
}
