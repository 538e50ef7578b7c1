import { sql } from "drizzle-orm";
import { inboundEvents } from "../../db/schema/inbound-events";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";

const recent = 5_000;
const mostTypes = 100;

/** The types of what came lately, by name. */
export async function listTypesReceived(ctx: Ctx, integration: string): Promise<string[]> {
  const { projectId, integrationId, receivedAt, id, type } = inboundEvents;
  const last = sql`select ${type} as type from ${inboundEvents}
    where ${projectId} = ${ctx.projectId} and ${integrationId} = ${integration}
    order by ${receivedAt} desc, ${id} desc limit ${sql.raw(String(recent))}`;
  const rows = await read(ctx, (tx) =>
    tx.execute(
      sql`select distinct type from (${last}) last order by type limit ${sql.raw(String(mostTypes))}`,
    ),
  );
  return rows.map((row) => String(row.type));
}
