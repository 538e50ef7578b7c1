import { and, eq, sql } from "drizzle-orm";
import type { Environment } from "../../db/columns";
import { domainEvents } from "../../db/schema/events";
import { profiles } from "../../db/schema/profiles";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";
import type { EventType } from "./catalogue";

/** Writes a fact about a profile into the outbox, in the command's transaction, with the profile's next sequence number. */
export async function emit(
  ctx: CommandCtx,
  fact: { type: EventType; profileId: string; environment: Environment; payload: Record<string, unknown> },
): Promise<void> {
  const now = ctx.clock.now();
  const [raised] = await ctx.tx
    .update(profiles)
    .set({ eventSequence: sql`${profiles.eventSequence} + 1` })
    .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, fact.profileId)))
    .returning({ sequence: profiles.eventSequence });
  if (!raised) throw new AppError("not_found", "There is no such customer");
  await ctx.tx.insert(domainEvents).values({
    projectId: ctx.projectId,
    id: newId(now),
    sequence: raised.sequence,
    occurredAt: now,
    receivedAt: now,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    ...fact,
  });
}
