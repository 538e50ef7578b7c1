import { and, eq, exists, inArray, isNotNull, lt, ne } from "drizzle-orm";
import { inboundEvents } from "../../db/schema/inbound-events";
import { projects } from "../../db/schema/projects";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";

/** So long what a provider sent is kept as it was sent. What it said in our words stays. */
export const keptDays = 90;

const atOnce = 1_000;

function isOver(now: Date) {
  return and(
    isNotNull(inboundEvents.keyId),
    lt(inboundEvents.receivedAt, new Date(now.getTime() - keptDays * 86_400_000)),
    ne(inboundEvents.state, "waiting"),
  );
}

export async function listProjectsToForgetBodies(now: Date): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx
      .select({ id: projects.id })
      .from(projects)
      .where(
        exists(
          tx
            .select({ id: inboundEvents.id })
            .from(inboundEvents)
            .where(and(eq(inboundEvents.projectId, projects.id), isOver(now))),
        ),
      ),
  );
  return rows.map(({ id }) => id);
}

/** Empties the next bodies whose time is over. True while there may be more. */
export async function forgetBodies(projectId: ProjectId, now: Date): Promise<boolean> {
  return write(projectId, async (tx) => {
    const rows = await tx
      .select({ id: inboundEvents.id })
      .from(inboundEvents)
      .where(and(eq(inboundEvents.projectId, projectId), isOver(now)))
      .limit(atOnce)
      .for("update", { skipLocked: true });
    if (rows.length === 0) return false;
    const ids = rows.map(({ id }) => id);
    await tx
      .update(inboundEvents)
      .set({ sealed: null, keyId: null })
      .where(and(eq(inboundEvents.projectId, projectId), inArray(inboundEvents.id, ids)));
    return rows.length === atOnce;
  });
}
