import { and, eq, exists, inArray, isNull, lt, lte, or } from "drizzle-orm";
import { erasures } from "../../db/schema/privacy";
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
