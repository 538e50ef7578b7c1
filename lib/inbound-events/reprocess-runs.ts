import { and, count, desc, eq } from "drizzle-orm";
import { inboundEvents, reprocessRuns } from "../../db/schema/inbound-events";
import { type Named, nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { withinTime } from "../core/time-limit";
import { type Differences, inWindow, type ReprocessRun } from "./reprocess";

export type ShownRun = Named<
  Pick<
    ReprocessRun,
    | "id"
    | "from"
    | "to"
    | "state"
    | "total"
    | "handled"
    | "createdAt"
    | "endedAt"
    | "error"
    | "actorKind"
    | "actorId"
  > & { differences: Differences }
>;

const mostRuns = 20;
const timeLimitMs = 5_000;

/** The newest first. */
export async function listReprocessRuns(ctx: Ctx, integrationId: string): Promise<ShownRun[]> {
  const { id, from, to, state, total, handled, createdAt, endedAt, error, actorKind, actorId, differences } =
    reprocessRuns;
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        ...{
          id,
          from,
          to,
          state,
          total,
          handled,
          createdAt,
          endedAt,
          error,
          actorKind,
          actorId,
          differences,
        },
      })
      .from(reprocessRuns)
      .where(and(eq(reprocessRuns.projectId, ctx.projectId), eq(reprocessRuns.integrationId, integrationId)))
      .orderBy(desc(createdAt), desc(id))
      .limit(mostRuns),
  );
  // `advanceReprocess` alone writes them.
  return nameActors(
    ctx,
    rows.map((row) => ({
      ...row,
      actorKind: row.actorKind as "user",
      differences: row.differences as Differences,
    })),
  );
}

/** How many events of a window can still be read; null where counting took too long. */
export async function countReadable(
  ctx: Ctx,
  integrationId: string,
  { from, to }: { from: Date; to: Date },
): Promise<number | null> {
  return withinTime(ctx, timeLimitMs, async (tx) => {
    const [row] = await tx
      .select({ total: count() })
      .from(inboundEvents)
      .where(inWindow({ projectId: ctx.projectId, integrationId, from, to }));
    return row?.total ?? 0;
  });
}
