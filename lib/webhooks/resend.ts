import { and, eq, type SQL, sql } from "drizzle-orm";
import { webhookDeliveries, webhookEndpoints } from "../../db/schema/webhooks";
import type { CommandCtx } from "../core/command";
import { AppError } from "../core/errors";
import { requireActive } from "./begin-replay";
import { noDelivery } from "./delivery-story";

/** Makes a delivery due at this moment, whatever became of it. Its id and body stay; it is signed anew. */
export async function sendAgain(ctx: CommandCtx, id: string) {
  const { tx, projectId } = ctx;
  const own = and(eq(webhookDeliveries.projectId, projectId), eq(webhookDeliveries.id, id));
  const [row] = await tx
    .select({ delivery: webhookDeliveries, state: webhookEndpoints.state })
    .from(webhookDeliveries)
    .innerJoin(
      webhookEndpoints,
      and(eq(webhookEndpoints.projectId, projectId), eq(webhookEndpoints.id, webhookDeliveries.endpointId)),
    )
    .where(own)
    .for("no key update", { of: webhookDeliveries });
  if (!row) throw noDelivery();
  requireActive(row);
  const { delivery } = row;
  const now = ctx.clock.now();
  const isOnItsWay =
    delivery.leaseId !== null && delivery.nextAttemptAt !== null && delivery.nextAttemptAt > now;
  if (isOnItsWay) throw new AppError("conflict", "It is being sent at this moment. Look again in a minute.");
  await tx
    .update(webhookDeliveries)
    .set({
      ...{ state: "waiting", trigger: "resend", nextAttemptAt: now, leaseId: null },
      ...{ scheduledAt: scheduledBefore(), manualTries: 0 },
    })
    .where(own);
  return delivery;
}

/** Of a row that is made due by hand: where its schedule stood. */
export function scheduledBefore(): SQL<Date | null> {
  const { state, trigger, nextAttemptAt, scheduledAt } = webhookDeliveries;
  return sql`case when ${state} <> 'waiting' then null when ${trigger} = 'schedule' then ${nextAttemptAt}
    else ${scheduledAt} end`;
}
