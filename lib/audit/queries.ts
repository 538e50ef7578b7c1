import { and, eq, gte, type SQL, sql } from "drizzle-orm";
import { auditLog, auditSeals } from "../../db/schema/audit";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { cursorInstant, type Page, pageOf, parseCursor } from "../core/page";
import { type Named, nameActors } from "./actor-names";
import type { AuditFilter } from "./schema";

export type AuditRow = Omit<typeof auditLog.$inferSelect, "projectId" | "salt" | "digest">;
export type AuditEntry = Named<AuditRow>;

const dayMs = 86_400_000;
const mostChoices = 200;

const columns = {
  id: auditLog.id,
  occurredAt: auditLog.occurredAt,
  actorKind: auditLog.actorKind,
  actorId: auditLog.actorId,
  action: auditLog.action,
  subject: auditLog.subject,
  profileId: auditLog.profileId,
  details: auditLog.details,
  requestId: auditLog.requestId,
};

/** The newest entries first, by `(occurredAt, id)`. */
export async function listAudit(
  ctx: Ctx,
  filter: AuditFilter,
  options: { cursor?: string; limit?: number } = {},
): Promise<Page<AuditEntry>> {
  const limit = options.limit ?? 50;
  const cursor = options.cursor ? parseCursor(options.cursor) : null;
  const isBackwards = cursor?.direction === "before";
  const walk = sql.raw(isBackwards ? "asc" : "desc");
  const beyond =
    cursor &&
    sql`(${auditLog.occurredAt}, ${auditLog.id}) ${sql.raw(isBackwards ? ">" : "<")} (${cursorInstant(cursor).toISOString()}::timestamptz, ${cursor.id}::uuid)`;
  const found = await read(ctx, (tx) =>
    tx
      .select(columns)
      .from(auditLog)
      .where(and(...matching(ctx, filter), beyond ?? undefined))
      .orderBy(sql`${auditLog.occurredAt} ${walk}`, sql`${auditLog.id} ${walk}`)
      .limit(limit + 1),
  );
  const page = pageOf(found, limit, cursor, (row) => ({ value: row.occurredAt.toISOString(), id: row.id }));
  return { ...page, rows: await nameActors(ctx, page.rows) };
}

/** The entry behind a shown id, with its place in the chain once it is sealed. Unknown and foreign ones are `not_found`. */
export async function getAuditEntry(
  ctx: Ctx,
  shownId: string,
): Promise<AuditEntry & { seal: { position: number; sealedAt: Date } | null }> {
  const id = findId("auditEntry", shownId);
  const [row] = id
    ? await read(ctx, (tx) =>
        tx
          .select({ entry: columns, position: auditSeals.position, sealedAt: auditSeals.sealedAt })
          .from(auditLog)
          .leftJoin(
            auditSeals,
            and(eq(auditSeals.projectId, ctx.projectId), eq(auditSeals.auditId, auditLog.id)),
          )
          .where(and(eq(auditLog.projectId, ctx.projectId), eq(auditLog.id, id))),
      )
    : [];
  if (!row) throw new AppError("not_found", "There is no such entry");
  const [entry] = await nameActors(ctx, [row.entry]);
  if (!entry) throw new Error("a row went in and none came out");
  const { position, sealedAt } = row;
  return { ...entry, seal: position !== null && sealedAt ? { position, sealedAt } : null };
}

/** Every action that the log holds, for the filter; 200 at most. */
export async function listActions(ctx: Ctx): Promise<string[]> {
  return listValues(ctx, sql`action`);
}

/** Everyone who did something, with names, for the filter; 200 at most. */
export async function listActors(ctx: Ctx): Promise<Named<Pick<AuditRow, "actorKind" | "actorId">>[]> {
  const ids = await listValues(ctx, sql`actor_id`);
  const rows = await read(ctx, (tx) =>
    tx.execute(sql`
      select a.actor_kind, a.actor_id from unnest(${sql.param(ids)}::text[]) as wanted(id)
      cross join lateral (select actor_kind, actor_id from ${auditLog}
        where project_id = ${ctx.projectId} and actor_id = wanted.id limit 1) a`),
  );
  const actors = rows.map((row) => ({
    actorKind: row.actor_kind as AuditRow["actorKind"], // held to these by a check of the table
    actorId: String(row.actor_id),
  }));
  return (await nameActors(ctx, actors)).toSorted((a, b) => a.actorName.localeCompare(b.actorName));
}

/** One index probe per distinct value, however long the log is. */
async function listValues(ctx: Ctx, column: SQL): Promise<string[]> {
  const next = (beyond: SQL) =>
    sql`(select ${column} as value from ${auditLog} where project_id = ${ctx.projectId} ${beyond} order by ${column} limit 1)`;
  const rows = await read(ctx, (tx) =>
    tx.execute(sql`
      with recursive known(value) as (
        ${next(sql``)} union all
        select more.value from known cross join lateral ${next(sql`and ${column} > known.value`)} more
      ) select value from known limit ${sql.raw(String(mostChoices))}`),
  );
  return rows.map((row) => String(row.value));
}

function matching(ctx: Ctx, { action, actorId, subject, days }: AuditFilter): (SQL | undefined)[] {
  return [
    eq(auditLog.projectId, ctx.projectId),
    action ? eq(auditLog.action, action) : undefined,
    actorId ? eq(auditLog.actorId, actorId) : undefined,
    subject ? eq(auditLog.subject, subject) : undefined,
    days ? gte(auditLog.occurredAt, new Date(ctx.clock.now().getTime() - days * dayMs)) : undefined,
  ];
}
