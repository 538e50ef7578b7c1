import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { consents } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import { cursorInstant, type Page, pageOf, parseCursor } from "../core/page";
import type { Customer } from "../customers/customer";

export type ConsentEntry = Omit<typeof consents.$inferSelect, "projectId">;

const pageSize = 50;

/** Everything a customer has said, the newest first. */
export async function listConsentLog(
  ctx: Ctx,
  customer: Customer,
  { cursor: given, limit = pageSize, purpose }: { cursor?: string; limit?: number; purpose?: string } = {},
): Promise<Page<ConsentEntry>> {
  const cursor = given ? parseCursor(given) : null;
  const isBackwards = cursor?.direction === "before";
  const place = cursor && { at: cursorInstant(cursor).toISOString(), id: cursor.id };
  const sign = sql.raw(isBackwards ? ">" : "<");
  const rows = await read(ctx, (tx) =>
    tx
      .select()
      .from(consents)
      .where(
        and(
          eq(consents.projectId, ctx.projectId),
          inArray(consents.profileId, customer.profileIds),
          purpose === undefined ? undefined : eq(consents.purpose, purpose),
          place
            ? sql`(${consents.occurredAt}, ${consents.id}) ${sign} (${place.at}::timestamptz, ${place.id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(
        ...(isBackwards
          ? [asc(consents.occurredAt), asc(consents.id)]
          : [desc(consents.occurredAt), desc(consents.id)]),
      )
      .limit(limit + 1),
  );
  return pageOf(rows, limit, cursor, (row) => ({ value: row.occurredAt.toISOString(), id: row.id }));
}
