import { and, eq, sql } from "drizzle-orm";
import { profiles } from "../../db/schema/profiles";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "./customer";

/** Ids of the customers who came just after and just before this one, as the unfiltered list has them. */
export async function findNeighbours(
  ctx: Ctx,
  customer: Customer,
): Promise<{ newerId: string | null; olderId: string | null }> {
  const place = sql`(${customer.createdAt.toISOString()}::timestamptz, ${customer.id}::uuid)`;
  const beside = (sign: ">" | "<", walk: "asc" | "desc") =>
    read(ctx, (tx) =>
      tx
        .select({ id: profiles.id })
        .from(profiles)
        .where(
          and(
            eq(profiles.projectId, ctx.projectId),
            eq(profiles.environment, customer.environment),
            eq(profiles.customerId, profiles.id),
            sql`not ${profiles.isBot}`,
            sql`(${profiles.createdAt}, ${profiles.id}) ${sql.raw(sign)} ${place}`,
          ),
        )
        .orderBy(sql`${profiles.createdAt} ${sql.raw(walk)}`, sql`${profiles.id} ${sql.raw(walk)}`)
        .limit(1),
    );
  const [[newer], [older]] = await Promise.all([beside(">", "asc"), beside("<", "desc")]);
  return { newerId: newer?.id ?? null, olderId: older?.id ?? null };
}
