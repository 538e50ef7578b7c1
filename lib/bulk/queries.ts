import { and, asc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { attributes } from "../../db/schema/attributes";
import { funnels } from "../../db/schema/funnels";
import { profiles } from "../../db/schema/profiles";
import { sessionEvents, sessions } from "../../db/schema/sessions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { SessionWithFunnel } from "../sessions/queries";

export type ProfileIds = string[];

const rowsAtOnce = 500;
/** An event may carry 64 KiB. */
const eventsAtOnce = 200;

/** The profiles of each customer, the oldest first. */
export async function profileIdsOf(ctx: Ctx, customerIds: string[]): Promise<Map<string, ProfileIds>> {
  const found = new Map<string, ProfileIds>();
  if (customerIds.length === 0) return found;
  const rows = await read(ctx, (tx) =>
    tx
      .select({ id: profiles.id, customerId: profiles.customerId })
      .from(profiles)
      .where(and(eq(profiles.projectId, ctx.projectId), inArray(profiles.customerId, customerIds)))
      .orderBy(asc(profiles.createdAt), asc(profiles.id)),
  );
  for (const { id, customerId } of rows) found.set(customerId, [...(found.get(customerId) ?? []), id]);
  return found;
}

type AttributeRow = { profileId: string; key: string; value: string; source: string; updatedAt: Date };

/** By profile and key; deleted ones are left out. */
export async function* attributesOf(ctx: Ctx, profileIds: ProfileIds): AsyncGenerator<AttributeRow> {
  yield* inPages<AttributeRow>(rowsAtOnce, async (last) => {
    const rows = await read(ctx, (tx) =>
      tx
        .select({
          profileId: attributes.profileId,
          key: attributes.key,
          value: attributes.value,
          source: attributes.source,
          updatedAt: attributes.updatedAt,
        })
        .from(attributes)
        .where(
          and(
            eq(attributes.projectId, ctx.projectId),
            inArray(attributes.profileId, ahead(profileIds, last)),
            isNotNull(attributes.value),
            last &&
              sql`(${attributes.profileId}, ${attributes.key}) > (${last.profileId}::uuid, ${last.key})`,
          ),
        )
        .orderBy(asc(attributes.profileId), asc(attributes.key))
        .limit(rowsAtOnce),
    );
    return rows.flatMap(({ value, ...row }) => (value === null ? [] : [{ ...row, value }]));
  });
}

/** By profile and start. */
export async function* sessionsOf(ctx: Ctx, profileIds: ProfileIds): AsyncGenerator<SessionWithFunnel> {
  yield* inPages<SessionWithFunnel>(rowsAtOnce, async (last) => {
    const place = sql`${sessions.profileId}, ${sessions.startedAt}, ${sessions.id}`;
    const rows = await read(ctx, (tx) =>
      tx
        .select({
          session: sessions,
          funnel: { id: funnels.id, alias: funnels.alias, title: funnels.title },
        })
        .from(sessions)
        .innerJoin(funnels, and(eq(funnels.projectId, ctx.projectId), eq(funnels.id, sessions.funnelId)))
        .where(
          and(
            eq(sessions.projectId, ctx.projectId),
            inArray(sessions.profileId, ahead(profileIds, last)),
            last && beyond(place, last.profileId, last.startedAt, last.id),
          ),
        )
        .orderBy(asc(sessions.profileId), asc(sessions.startedAt), asc(sessions.id))
        .limit(rowsAtOnce),
    );
    return rows.map(({ session, funnel }) => ({ ...session, funnel }));
  });
}

type EventRow = Omit<typeof sessionEvents.$inferSelect, "projectId" | "environment">;

/** By profile and time. */
export async function* eventsOf(ctx: Ctx, profileIds: ProfileIds): AsyncGenerator<EventRow> {
  const place = sql`${sessionEvents.profileId}, ${sessionEvents.occurredAt}, ${sessionEvents.id}`;
  yield* inPages<EventRow>(eventsAtOnce, (last) =>
    read(ctx, (tx) =>
      tx
        .select({
          id: sessionEvents.id,
          sessionId: sessionEvents.sessionId,
          profileId: sessionEvents.profileId,
          name: sessionEvents.name,
          occurredAt: sessionEvents.occurredAt,
          receivedAt: sessionEvents.receivedAt,
          properties: sessionEvents.properties,
        })
        .from(sessionEvents)
        .where(
          and(
            eq(sessionEvents.projectId, ctx.projectId),
            inArray(sessionEvents.profileId, ahead(profileIds, last)),
            last && beyond(place, last.profileId, last.occurredAt, last.id),
          ),
        )
        .orderBy(asc(sessionEvents.profileId), asc(sessionEvents.occurredAt), asc(sessionEvents.id))
        .limit(eventsAtOnce),
    ),
  );
}

/** Profiles that are not behind the last row: ids as text are in the order of the index. */
function ahead(profileIds: ProfileIds, last: { profileId: string } | undefined): ProfileIds {
  return last ? profileIds.filter((id) => id >= last.profileId) : profileIds;
}

function beyond(place: SQL, profileId: string, at: Date, id: string): SQL {
  return sql`(${place}) > (${profileId}::uuid, ${at.toISOString()}::timestamptz, ${id}::uuid)`;
}

async function* inPages<Row>(
  size: number,
  next: (last: Row | undefined) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let last: Row | undefined;
  for (;;) {
    const rows = await next(last);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < size) return;
  }
}
