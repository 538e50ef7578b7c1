import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { attributeChanges } from "../../db/schema/attributes";
import { type Named, nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";

export type AttributeChange = Named<
  Pick<
    typeof attributeChanges.$inferSelect,
    "id" | "value" | "source" | "actorKind" | "actorId" | "updatedAt" | "receivedAt"
  >
>;

const mostChanges = 100;

/** Each value that the key had, the latest first; 100 at most. Null says that it was deleted. */
export async function listAttributeChanges(
  ctx: Ctx,
  customer: Customer,
  key: string,
): Promise<AttributeChange[]> {
  const { id, value, source, actorKind, actorId, updatedAt, receivedAt } = attributeChanges;
  const rows = await read(ctx, (tx) =>
    tx
      .select({ id, value, source, actorKind, actorId, updatedAt, receivedAt })
      .from(attributeChanges)
      .where(and(ofCustomer(ctx, customer), eq(attributeChanges.key, key)))
      .orderBy(desc(attributeChanges.receivedAt), desc(attributeChanges.id))
      .limit(mostChanges),
  );
  return nameActors(ctx, rows);
}

/** How many values each key had. */
export async function countAttributeChanges(ctx: Ctx, customer: Customer): Promise<Map<string, number>> {
  const rows = await read(ctx, (tx) =>
    tx
      .select({ key: attributeChanges.key, count: sql<number>`count(*)::int` })
      .from(attributeChanges)
      .where(ofCustomer(ctx, customer))
      .groupBy(attributeChanges.key),
  );
  return new Map(rows.map(({ key, count }) => [key, count]));
}

function ofCustomer(ctx: Ctx, customer: Customer) {
  return and(
    eq(attributeChanges.projectId, ctx.projectId),
    inArray(attributeChanges.profileId, customer.profileIds),
  );
}
