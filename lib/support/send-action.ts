import { and, eq } from "drizzle-orm";
import { chargeAttempts } from "../../db/schema/orders";
import { supportActions } from "../../db/schema/subscriptions";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { type RefundRequest, within } from "../gateways/gateway";
import { findGateway } from "../gateways/registry";
import { type Attempt, markSent } from "../subscriptions/attempts";
import { chargeReferenceOf } from "../subscriptions/charge-reference";
import { chargingOf } from "../subscriptions/charging";
import { terrainOf } from "../subscriptions/project-time";
import { sendCharges } from "../subscriptions/renew";
import { settleAttempt } from "../subscriptions/settle";

/** Where a process may die. */
export type RefundPoint = "begun" | "marked_sent" | "answered";
type Reached = (point: RefundPoint) => void;

/** Asks the gateway for what an action wrote down. What it does not answer is unknown: the janitor asks again. */
export async function sendAction(
  projectId: ProjectId,
  clock: Clock,
  actionId: string,
  reached: Reached = () => undefined,
): Promise<void> {
  const work = await write(projectId, async (tx) => {
    const [action] = await tx
      .select({ orderId: supportActions.orderId, subscriptionId: supportActions.subscriptionId })
      .from(supportActions)
      .where(and(eq(supportActions.projectId, projectId), eq(supportActions.id, actionId)));
    if (!action) return null;
    const { orderId, subscriptionId } = action;
    const [attempt] = await tx
      .select()
      .from(chargeAttempts)
      .where(
        and(
          eq(chargeAttempts.projectId, projectId),
          orderId
            ? eq(chargeAttempts.orderId, orderId)
            : eq(chargeAttempts.subscriptionId, subscriptionId ?? ""),
          eq(chargeAttempts.supportActionId, actionId),
          eq(chargeAttempts.state, "created"),
        ),
      );
    if (!attempt) return null;
    const { now } = await terrainOf(tx, projectId, clock.now());
    if (attempt.kind !== "refund")
      return { attempt, charging: await chargingOf(tx, projectId, attempt.id, now) };
    return { attempt, now, chargeReference: await chargeReferenceOf(tx, projectId, attempt.orderId) };
  });
  if (!work) return;
  if ("charging" in work) {
    if (work.charging) await sendCharges(projectId, clock, [work.charging]);
    return;
  }
  const { attempt, now: at, chargeReference } = work;
  if (!chargeReference) return;
  const { amountMinor: minor, currency, exponent } = attempt;
  const amount = { minor, currency, exponent };
  await sendRefund(
    clock,
    attempt,
    { projectId, attemptId: attempt.id, amount, chargeReference, at },
    reached,
  );
}

async function sendRefund(
  clock: Clock,
  { provider }: Attempt,
  request: RefundRequest,
  reached: Reached,
): Promise<void> {
  const { projectId, attemptId } = request;
  reached("begun");
  await markSent(projectId, [attemptId], clock.now());
  reached("marked_sent");
  const outcome = await within(async (signal) => {
    const gateway = await findGateway(projectId, provider);
    return gateway ? gateway.refund(request, signal) : { state: "unknown" as const, why: "no gateway" };
  });
  reached("answered");
  await settleAttempt(projectId, clock, attemptId, outcome);
}
