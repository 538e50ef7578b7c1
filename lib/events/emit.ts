import type { Environment } from "../../db/columns";
import { domainEvents } from "../../db/schema/events";
import { actorId } from "../core/audit";
import type { CommandCtx } from "../core/command";
import { connectionOf } from "../core/database";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";
import type { Connection } from "../core/one-transaction";
import { arrayLiteral, bulkInsert } from "../core/rows";
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
export async function emitAll(ctx: CommandCtx, about: About, facts: readonly Fact[]): Promise<void> {
  await emitMany(ctx, [{ ...about, facts }]);
}

/** Facts about any number of profiles, those of each in this order: one statement raises the numbers, one writes. */
export async function emitMany(
  ctx: CommandCtx,
  told: readonly (About & { facts: readonly Fact[] })[],
): Promise<void> {
  const counts = new Map<string, number>();
  for (const { profileId, facts } of told)
    if (facts.length > 0) counts.set(profileId, (counts.get(profileId) ?? 0) + facts.length);
  if (counts.size === 0) return;
  const now = ctx.clock.now();
  const connection = connectionOf(ctx.tx);
  const next = await raise(connection, ctx.projectId, counts);
  const rows = told.flatMap(({ profileId, environment, occurredAt = now, facts }) =>
    facts.map((fact) => {
      const sequence = next.get(profileId) ?? 0;
      next.set(profileId, sequence + 1);
      return {
        id: newId(now),
        profileId,
        environment,
        sequence,
        occurredAt,
        receivedAt: now,
        actorKind: ctx.actor.kind,
        actorId: actorId(ctx.actor),
        ...fact,
      };
    }),
  );
  await addFacts(connection, ctx.projectId, rows);
}

const addFacts = bulkInsert(domainEvents, "");

// Locked in the order of their ids, as every other writer of profiles in bulk does.
const raising = `with locked as materialized (
    select id from profiles where project_id = $1::uuid and id = any($2::text::uuid[]) order by id for no key update)
  update profiles set event_sequence = event_sequence + given.count
  from unnest($2::text::uuid[], $3::text::int[]) as given(id, count) join locked on locked.id = given.id
  where profiles.project_id = $1::uuid and profiles.id = given.id
  returning profiles.id, profiles.event_sequence`;

/** The first number of each profile's facts. */
async function raise(
  connection: Connection,
  projectId: string,
  counts: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const lists = [arrayLiteral([...counts.keys()]), arrayLiteral([...counts.values()])];
  const raised = await connection.unsafe(raising, [projectId, ...lists], { prepare: true }).execute();
  if (raised.length < counts.size) throw new AppError("not_found", "There is no such customer");
  return new Map(
    raised.map(({ id, event_sequence: last }) => [
      String(id),
      Number(last) - (counts.get(String(id)) ?? 0) + 1,
    ]),
  );
}
