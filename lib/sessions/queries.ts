import { and, count, desc, eq, inArray, sql } from "drizzle-orm";
import { environments } from "../../db/columns";
import { funnels } from "../../db/schema/funnels";
import { sessions } from "../../db/schema/sessions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { cursorInstant, type Page, pageOf, parseCursor } from "../core/page";
import type { Customer } from "../customers/customer";
import { listReached, type Reached } from "./reached";

export type Session = typeof sessions.$inferSelect;
export type FunnelName = { id: string; alias: string; title: string | null };
export type SessionRow = Session & Reached & { funnel: FunnelName };

const funnelName = { id: funnels.id, alias: funnels.alias, title: funnels.title };

/** The visits of a customer, oldest first unless asked otherwise, by `(startedAt, id)`. */
export async function listSessions(
  ctx: Ctx,
  customer: Customer,
  options: { cursor?: string; isNewestFirst?: boolean; limit?: number } = {},
): Promise<Page<SessionRow>> {
  const limit = options.limit ?? 50;
  const cursor = options.cursor ? parseCursor(options.cursor) : null;
  const isForward = cursor?.direction !== "before";
  const isAscending = isForward !== (options.isNewestFirst ?? false);
  const walk = sql.raw(isAscending ? "asc" : "desc");
  const beyond =
    cursor &&
    sql`(${sessions.startedAt}, ${sessions.id}) ${sql.raw(isAscending ? ">" : "<")} (${cursorInstant(cursor).toISOString()}::timestamptz, ${cursor.id}::uuid)`;
  return read(ctx, async (tx) => {
    const visits = tx
      .select()
      .from(sessions)
      .where(
        and(
          eq(sessions.projectId, ctx.projectId),
          sql`${sessions.profileId} = member.id`,
          beyond ?? undefined,
        ),
      )
      .orderBy(sql`${sessions.startedAt} ${walk}`, sql`${sessions.id} ${walk}`)
      .limit(limit + 1)
      .as("visits");
    const found = await tx
      .select()
      .from(sql`unnest(${sql.param(customer.profileIds)}::uuid[]) as member(id)`)
      .crossJoinLateral(visits)
      .innerJoin(funnels, and(eq(funnels.projectId, ctx.projectId), eq(funnels.id, visits.funnelId)))
      .orderBy(sql`${visits.startedAt} ${walk}`, sql`${visits.id} ${walk}`)
      .limit(limit + 1);
    const page = pageOf(found, limit, cursor, (row) => ({
      value: row.visits.startedAt.toISOString(),
      id: row.visits.id,
    }));
    const reached = await listReached(
      tx,
      ctx.projectId,
      page.rows.map((row) => row.visits.id),
    );
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row.visits,
        ...(reached.get(row.visits.id) ?? { screens: 0, lastScreen: null, endedAt: null }),
        funnel: row.funnels,
      })),
    };
  });
}

export async function countSessions(ctx: Ctx, customer: Customer): Promise<number> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ total: count() })
      .from(sessions)
      .where(and(eq(sessions.projectId, ctx.projectId), inArray(sessions.profileId, customer.profileIds))),
  );
  return row?.total ?? 0;
}

export type SessionWithFunnel = Session & { funnel: FunnelName };

/** The visit behind a shown id; unknown and foreign ones are `not_found`. */
export async function getSession(ctx: Ctx, shownId: string): Promise<SessionWithFunnel> {
  const id = findId("session", shownId);
  const [row] = id
    ? await read(ctx, (tx) =>
        tx
          .select({ session: sessions, funnel: funnelName })
          .from(sessions)
          .innerJoin(funnels, and(eq(funnels.projectId, ctx.projectId), eq(funnels.id, sessions.funnelId)))
          .where(and(eq(sessions.projectId, ctx.projectId), eq(sessions.id, id))),
      )
    : [];
  if (!row) throw new AppError("not_found", "There is no such session");
  return { ...row.session, funnel: row.funnel };
}

/** Where a visit stands among those of its customer: 1 for the first. */
export async function countSessionsUpTo(
  ctx: Ctx,
  customer: Customer,
  session: Pick<Session, "id" | "startedAt">,
): Promise<number> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ total: count() })
      .from(sessions)
      .where(
        and(
          eq(sessions.projectId, ctx.projectId),
          inArray(sessions.profileId, customer.profileIds),
          sql`(${sessions.startedAt}, ${sessions.id}) <= (${session.startedAt.toISOString()}::timestamptz, ${session.id}::uuid)`,
        ),
      ),
  );
  return row?.total ?? 0;
}

/** Ids of the visits of the same customer just before and just after this one. */
export async function findNeighbourSessions(
  ctx: Ctx,
  customer: Customer,
  session: Pick<Session, "id" | "startedAt">,
): Promise<{ previousId: string | null; nextId: string | null }> {
  const place = sql`(${session.startedAt.toISOString()}::timestamptz, ${session.id}::uuid)`;
  const beside = (sign: ">" | "<", walk: "asc" | "desc") =>
    read(ctx, (tx) =>
      tx
        .select({ id: sessions.id })
        .from(sessions)
        .where(
          and(
            eq(sessions.projectId, ctx.projectId),
            inArray(sessions.profileId, customer.profileIds),
            sql`(${sessions.startedAt}, ${sessions.id}) ${sql.raw(sign)} ${place}`,
          ),
        )
        .orderBy(sql`${sessions.startedAt} ${sql.raw(walk)}`, sql`${sessions.id} ${sql.raw(walk)}`)
        .limit(1),
    );
  const [[next], [previous]] = await Promise.all([beside(">", "asc"), beside("<", "desc")]);
  return { previousId: previous?.id ?? null, nextId: next?.id ?? null };
}

/** The visit that a project received last, in any of the fifty funnels seen last. Null before the first. */
export async function findLatestVisit(ctx: Ctx): Promise<SessionWithFunnel | null> {
  return read(ctx, async (tx) => {
    const seen = tx
      .select()
      .from(funnels)
      .where(eq(funnels.projectId, ctx.projectId))
      .orderBy(desc(funnels.lastSeenAt))
      .limit(50)
      .as("seen");
    const newest = tx
      .select()
      .from(sessions)
      .where(
        and(
          eq(sessions.projectId, ctx.projectId),
          eq(sessions.funnelId, seen.id),
          sql`${sessions.environment} = mode.name`,
        ),
      )
      .orderBy(sql`${sessions.startedAt} desc`, sql`${sessions.id} desc`)
      .limit(1)
      .as("newest");
    const [row] = await tx
      .select()
      .from(sql`unnest(${sql.param([...environments])}::text[]) as mode(name)`)
      .crossJoin(seen)
      .crossJoinLateral(newest)
      .orderBy(sql`${newest.receivedAt} desc`)
      .limit(1);
    return row ? { ...row.newest, funnel: row.seen } : null;
  });
}
