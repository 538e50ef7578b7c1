import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { erasureProfiles, erasures, exportParts, exports } from "../../db/schema/privacy";
import { profiles } from "../../db/schema/profiles";
import { type Named, nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { AppError } from "../core/errors";
import { findId } from "../core/ids";
import { cursorInstant, type Page, pageOf, parseCursor } from "../core/page";
import type { Customer } from "../customers/customer";
import type { Receipt } from "./receipt";

export type Erasure = Omit<typeof erasures.$inferSelect, "projectId" | "receipt"> & {
  /** The customer, as long as there is one. */
  customerId: string | null;
  receipt: Receipt | null;
  /** Who asked for it. */
  actorName: string;
};

const pageSize = 50;

/** Every case of the project, the newest first. */
export async function listErasures(
  ctx: Ctx,
  { cursor: given, limit = pageSize }: { cursor?: string; limit?: number } = {},
): Promise<Page<Erasure>> {
  const cursor = given ? parseCursor(given) : null;
  const isBackwards = cursor?.direction === "before";
  const place = cursor && { at: cursorInstant(cursor).toISOString(), id: cursor.id };
  const sign = sql.raw(isBackwards ? ">" : "<");
  return read(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(erasures)
      .where(
        and(
          eq(erasures.projectId, ctx.projectId),
          place
            ? sql`(${erasures.requestedAt}, ${erasures.id}) ${sign} (${place.at}::timestamptz, ${place.id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(
        ...(isBackwards
          ? [asc(erasures.requestedAt), asc(erasures.id)]
          : [desc(erasures.requestedAt), desc(erasures.id)]),
      )
      .limit(limit + 1);
    const page = pageOf(rows, limit, cursor, (row) => ({ value: row.requestedAt.toISOString(), id: row.id }));
    const customers = await customersOf(
      ctx,
      page.rows.map(({ id }) => id),
    );
    const named = await nameActors(ctx, page.rows);
    return { ...page, rows: named.map((row) => erasureOf(row, customers.get(row.id) ?? null)) };
  });
}

/** Unknown and foreign ones are `not_found`. */
export async function getErasure(ctx: Ctx, shownId: string): Promise<Erasure> {
  const id = findId("erasure", shownId);
  const [row] = id
    ? await read(ctx, (tx) =>
        tx
          .select()
          .from(erasures)
          .where(and(eq(erasures.projectId, ctx.projectId), eq(erasures.id, id))),
      )
    : [];
  if (!row) throw new AppError("not_found", "There is no such erasure");
  const customers = await customersOf(ctx, [row.id]);
  const [named] = await nameActors(ctx, [row]);
  return erasureOf(named ?? { ...row, actorName: "" }, customers.get(row.id) ?? null);
}

export type PendingErasure = Pick<typeof erasures.$inferSelect, "id" | "state" | "holdUntil">;

/** The case that waits or runs for a customer, or null. */
export async function findPendingErasure(ctx: Ctx, customer: Customer): Promise<PendingErasure | null> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ id: erasures.id, state: erasures.state, holdUntil: erasures.holdUntil })
      .from(erasureProfiles)
      .innerJoin(
        erasures,
        and(eq(erasures.projectId, ctx.projectId), eq(erasures.id, erasureProfiles.erasureId)),
      )
      .where(
        and(
          eq(erasureProfiles.projectId, ctx.projectId),
          inArray(erasureProfiles.profileId, customer.profileIds),
        ),
      )
      .limit(1),
  );
  return row ?? null;
}

async function customersOf(ctx: Ctx, erasureIds: string[]): Promise<Map<string, string>> {
  if (erasureIds.length === 0) return new Map();
  const rows = await read(ctx, (tx) =>
    tx
      .selectDistinct({ id: erasureProfiles.erasureId, customerId: profiles.customerId })
      .from(erasureProfiles)
      .innerJoin(
        profiles,
        and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, erasureProfiles.profileId)),
      )
      .where(
        and(eq(erasureProfiles.projectId, ctx.projectId), inArray(erasureProfiles.erasureId, erasureIds)),
      ),
  );
  return new Map(rows.map((row) => [row.id, row.customerId]));
}

/** While a case runs its receipt holds what is done so far; it is one only at the end. */
function erasureOf(
  { projectId: _, receipt, ...row }: Named<typeof erasures.$inferSelect>,
  customerId: string | null,
): Erasure {
  return { ...row, customerId, receipt: row.state === "done" ? (receipt as Receipt | null) : null };
}

export type ExportRow = Pick<
  typeof exports.$inferSelect,
  "id" | "state" | "requestedAt" | "finishedAt" | "expiresAt" | "size" | "sha256" | "error" | "profileId"
> & { actorName: string };

/** The exports of a customer that are still kept, the newest first; 20 at most. */
export async function listExports(ctx: Ctx, customer: Customer): Promise<ExportRow[]> {
  const rows = await read(ctx, (tx) =>
    tx
      .select()
      .from(exports)
      .where(and(eq(exports.projectId, ctx.projectId), inArray(exports.profileId, customer.profileIds)))
      .orderBy(desc(exports.requestedAt), desc(exports.id))
      .limit(20),
  );
  return nameActors(ctx, rows);
}

/** Unknown and foreign ones are `not_found`. */
export async function getExport(ctx: Ctx, shownId: string): Promise<ExportRow> {
  const id = findId("export", shownId);
  const rows = id
    ? await read(ctx, (tx) =>
        tx
          .select()
          .from(exports)
          .where(and(eq(exports.projectId, ctx.projectId), eq(exports.id, id))),
      )
    : [];
  const [row] = await nameActors(ctx, rows);
  if (!row) throw new AppError("not_found", "There is no such export");
  return row;
}

/**
 * The ZIP of an export in the pieces in which it is kept, read one at a time. Throws where they are not the whole: an
 * erasure takes them away while somebody reads.
 */
export async function* exportPieces(
  ctx: Ctx,
  { id, size }: { id: string; size: number },
): AsyncGenerator<Uint8Array> {
  for (let [part, sent] = [0, 0]; sent < size; part++) {
    const [row] = await read(ctx, (tx) =>
      tx
        .select({ content: exportParts.content })
        .from(exportParts)
        .where(
          and(
            eq(exportParts.projectId, ctx.projectId),
            eq(exportParts.exportId, id),
            eq(exportParts.part, part),
          ),
        ),
    );
    if (!row) throw new Error(`an export ended after ${sent} of ${size} bytes`);
    sent += row.content.length;
    yield row.content;
  }
}
