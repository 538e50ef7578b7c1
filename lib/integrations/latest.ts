import { and, desc, eq } from "drizzle-orm";
import type { InboundProvider } from "../../db/columns";
import { inboundEvents, inboundRefusals } from "../../db/schema/inbound-events";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { showId } from "../core/ids";
import { findIntegration } from "./connections";

export type Latest = {
  event: { id: string; type: string; receivedAt: Date } | null;
  /** Where it came after the event. */
  refused: { reason: string; at: Date } | null;
};

/** What came last to an integration, for the panel that waits for it. */
export async function findLatest(ctx: Ctx, provider: InboundProvider): Promise<Latest> {
  return read(ctx, async (tx) => {
    const row = await findIntegration(tx, ctx.projectId, provider);
    if (!row) return { event: null, refused: null };
    const [event] = await tx
      .select({ id: inboundEvents.id, type: inboundEvents.type, receivedAt: inboundEvents.receivedAt })
      .from(inboundEvents)
      .where(and(eq(inboundEvents.projectId, ctx.projectId), eq(inboundEvents.integrationId, row.id)))
      .orderBy(desc(inboundEvents.receivedAt), desc(inboundEvents.id))
      .limit(1);
    const [refused] = await tx
      .select({ reason: inboundRefusals.reason, at: inboundRefusals.lastAt })
      .from(inboundRefusals)
      .where(and(eq(inboundRefusals.projectId, ctx.projectId), eq(inboundRefusals.integrationId, row.id)))
      .orderBy(desc(inboundRefusals.lastAt))
      .limit(1);
    const isNewer = refused && (!event || refused.at > event.receivedAt);
    return {
      event: event ? { ...event, id: showId("inboundEvent", event.id) } : null,
      refused: isNewer ? refused : null,
    };
  });
}
