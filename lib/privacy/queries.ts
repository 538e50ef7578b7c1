import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { erasureProfiles, erasures } from "../../db/schema/privacy";
import { profiles } from "../../db/schema/profiles";
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
    return { ...page, rows: page.rows.map((row) => erasureOf(row, customers.get(row.id) ?? null)) };
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
  return erasureOf(row, (await customersOf(ctx, [row.id])).get(row.id) ?? null);
}

/** The case that waits or runs for a customer, or null. */
export async function findPendingErasure(ctx: Ctx, customer: Customer): Promise<Erasure | null> {
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ erasure: erasures })
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
  return row ? erasureOf(row.erasure, customer.id) : null;
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
  { projectId: _, receipt, ...row }: typeof erasures.$inferSelect,
  customerId: string | null,
): Erasure {
  return { ...row, customerId, receipt: row.state === "done" ? (receipt as Receipt | null) : null };
}
