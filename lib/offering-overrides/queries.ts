import { and, desc, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm";
import { offeringOverrides, offerings } from "../../db/schema/catalogue";
import { type Named, nameActors } from "../audit/actor-names";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";
import { type Offering, withPackages } from "../offerings/queries";

type Chosen = Named<Pick<typeof offeringOverrides.$inferSelect, "actorKind" | "actorId" | "createdAt">>;

/** What a customer sees; `chosen` where somebody chose it for them. Null where the project has no current one either. */
export type SeenOffering = { offering: Offering | null; chosen: Chosen | null };

/** One in the archive is seen by nobody, so the current one takes its place. */
export async function offeringOf(ctx: Ctx, customer: Customer): Promise<SeenOffering> {
  const [override] = await read(ctx, (tx) =>
    tx
      .select({
        offering: getTableColumns(offerings),
        chosen: {
          actorKind: offeringOverrides.actorKind,
          actorId: offeringOverrides.actorId,
          createdAt: offeringOverrides.createdAt,
        },
      })
      .from(offeringOverrides)
      .innerJoin(
        offerings,
        and(eq(offerings.projectId, ctx.projectId), eq(offerings.id, offeringOverrides.offeringId)),
      )
      .where(
        and(
          eq(offeringOverrides.projectId, ctx.projectId),
          inArray(offeringOverrides.profileId, customer.profileIds),
          isNull(offerings.archivedAt),
        ),
      )
      .orderBy(
        sql`${offeringOverrides.profileId} = ${customer.id}::uuid desc`,
        desc(offeringOverrides.createdAt),
      )
      .limit(1),
  );
  if (!override) return { offering: await currentOffering(ctx), chosen: null };
  const [offering] = await withPackages(ctx, [override.offering]);
  const [chosen] = await nameActors(ctx, [override.chosen]);
  return { offering: offering ?? null, chosen: chosen ?? null };
}

async function currentOffering(ctx: Ctx): Promise<Offering | null> {
  const rows = await read(ctx, (tx) =>
    tx
      .select()
      .from(offerings)
      .where(and(eq(offerings.projectId, ctx.projectId), offerings.isCurrent)),
  );
  const [offering] = await withPackages(ctx, rows);
  return offering ?? null;
}
