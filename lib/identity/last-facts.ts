import { and, desc, eq, inArray } from "drizzle-orm";
import { domainEvents } from "../../db/schema/events";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";

export type LastFact = { id: string; type: string; payload: Record<string, unknown>; occurredAt: Date };

/** What became known of a customer last. */
export async function listLastFacts(ctx: Ctx, customer: Customer, limit: number): Promise<LastFact[]> {
  return read(ctx, (tx) =>
    tx
      .select({
        id: domainEvents.id,
        type: domainEvents.type,
        payload: domainEvents.payload,
        occurredAt: domainEvents.occurredAt,
      })
      .from(domainEvents)
      .where(
        and(eq(domainEvents.projectId, ctx.projectId), inArray(domainEvents.profileId, customer.profileIds)),
      )
      .orderBy(desc(domainEvents.occurredAt), desc(domainEvents.id))
      .limit(limit),
  );
}
