import { and, eq, sql } from "drizzle-orm";
import type { Environment } from "../../db/columns";
import { domainEvents } from "../../db/schema/events";
import { profiles } from "../../db/schema/profiles";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";
import type { EventType, SubscriptionEventType } from "./catalogue";
import type { EventData } from "./data";

type About = {
  profileId: string;
  environment: Environment;
  /** Where it is not the command's time: a provider's, or that of a sandbox project. */
  occurredAt?: Date;
};
type FactOf<Type extends EventType> = { type: Type; payload: EventData[Type] };

/** A type with the data of its schema. */
export type Fact =
  | { [Type in Exclude<EventType, SubscriptionEventType>]: FactOf<Type> }[Exclude<
      EventType,
      SubscriptionEventType
    >]
  | FactOf<SubscriptionEventType>;

/** Writes a fact about a profile into the outbox, in the command's transaction, with the profile's next sequence number. */
export async function emit(
  ctx: CommandCtx,
  { profileId, environment, occurredAt, ...fact }: About & Fact,
): Promise<void> {
  await emitAll(ctx, { profileId, environment, occurredAt }, [fact]);
}

/** Several facts about one profile, in this order. */
export async function emitAll(
  ctx: CommandCtx,
  { profileId, environment, occurredAt }: About,
  facts: readonly Fact[],
): Promise<void> {
  if (facts.length === 0) return;
  const now = ctx.clock.now();
  const [raised] = await ctx.tx
    .update(profiles)
    .set({ eventSequence: sql`${profiles.eventSequence} + ${facts.length}` })
    .where(and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, profileId)))
    .returning({ sequence: profiles.eventSequence });
  if (!raised) throw new AppError("not_found", "There is no such customer");
  await ctx.tx.insert(domainEvents).values(
    facts.map((fact, index) => ({
      projectId: ctx.projectId,
      id: newId(now),
      profileId,
      environment,
      sequence: raised.sequence - facts.length + 1 + index,
      occurredAt: occurredAt ?? now,
      receivedAt: now,
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      ...fact,
    })),
  );
}
