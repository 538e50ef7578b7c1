import { and, eq, inArray } from "drizzle-orm";
import { inboundEvents } from "../../db/schema/inbound-events";
import { integrations } from "../../db/schema/integrations";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import type { rowOf } from "./vault";

type Row = ReturnType<typeof rowOf>;
type Waiting = { row: Row; resolve: (isStored: boolean) => void; reject: (error: unknown) => void };

const mostTogether = 200;

/**
 * Stores events, those of a project that come while others are being stored together in one transaction. Each is answered
 * once its own is committed.
 */
export function createEventStore() {
  const queues = new Map<string, Waiting[]>();

  const drain = async (projectId: string, queue: Waiting[]) => {
    while (queue.length > 0) {
      const group = queue.splice(0, mostTogether);
      try {
        const gone = await storeAll(
          projectId as ProjectId,
          group.map(({ row }) => row),
        ); // the gate has minted it
        for (const { row, resolve } of group) resolve(!gone.has(row.integrationId));
      } catch (error) {
        if (group.length === 1) group[0]?.reject(error);
        // One row that the database refuses does not cost its neighbours.
        else for (const one of group) await alone(projectId as ProjectId, one);
      }
    }
    queues.delete(projectId);
  };

  return (row: Row): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const known = queues.get(row.projectId);
      const queue = known ?? [];
      queue.push({ row, resolve, reject });
      if (known) return;
      queues.set(row.projectId, queue);
      void drain(row.projectId, queue);
    });
}

async function alone(projectId: ProjectId, { row, resolve, reject }: Waiting): Promise<void> {
  try {
    resolve(!(await storeAll(projectId, [row])).has(row.integrationId));
  } catch (error) {
    reject(error);
  }
}

/** Answers with the integrations that have ended meanwhile, whose events are not stored. */
async function storeAll(projectId: ProjectId, rows: readonly Row[]): Promise<Set<string>> {
  const asked = new Set(rows.map(({ integrationId }) => integrationId));
  return write(projectId, async (tx) => {
    const open = await tx
      .select({ id: integrations.id })
      .from(integrations)
      .where(
        and(
          eq(integrations.projectId, projectId),
          inArray(integrations.id, [...asked]),
          eq(integrations.state, "connected"),
        ),
      );
    const gone = new Set([...asked].filter((id) => !open.some((row) => row.id === id)));
    const values = rows.filter(({ integrationId }) => !gone.has(integrationId));
    // Each event once by the provider's own id: what came before stays as it came.
    if (values.length > 0)
      await tx
        .insert(inboundEvents)
        .values([...values])
        .onConflictDoNothing();
    return gone;
  });
}
