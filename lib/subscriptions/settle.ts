import type { orders } from "../../db/schema/orders";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { log } from "../core/log";
import type { GatewayOutcome } from "../gateways/gateway";
import { asEngine, type EngineCtx } from "./engine-ctx";
import { isOwnFault } from "./own-fault";
import { settleGroup } from "./settle-group";

export type Order = typeof orders.$inferSelect;
export type Settled = Extract<GatewayOutcome, { state: "succeeded" | "declined" }>;

/** What a gateway said of an attempt, when it was asked to do it or what became of it. */
export type Answer = { attemptId: string; outcome: GatewayOutcome; isLookup?: boolean };

/**
 * Writes down what the gateway said of an attempt, once: the attempt, the order, the ledger, the subscription and the
 * facts move in one transaction. Whoever comes second, worker, webhook or janitor, finds it settled and gets false.
 */
export async function settleAttempt(
  projectId: ProjectId,
  clock: Clock,
  attemptId: string,
  outcome: GatewayOutcome,
  source: Pick<Answer, "isLookup"> = {},
): Promise<boolean> {
  return asEngine(projectId, clock, (ctx) => settleWithin(ctx, attemptId, outcome, source));
}

/** The same as part of a transaction that is open. */
export async function settleWithin(
  ctx: EngineCtx,
  attemptId: string,
  outcome: GatewayOutcome,
  source: Pick<Answer, "isLookup"> = {},
): Promise<boolean> {
  const settled = await settleGroup(ctx, [{ attemptId, outcome, ...source }]);
  return settled.has(attemptId);
}

/**
 * The same for many attempts in one transaction. Where one of them is at fault each is settled by itself, and it alone is
 * not: its error is thrown once the others are.
 */
export async function settleAttempts(
  projectId: ProjectId,
  clock: Clock,
  answers: readonly Answer[],
): Promise<void> {
  const errors: unknown[] = [];
  try {
    await asEngine(projectId, clock, (ctx) => settleGroup(ctx, answers));
  } catch (error) {
    if (answers.length === 1 || !isOwnFault(error)) throw error;
    log.error("one of the charges of a group cannot be settled", { error });
    for (const answer of answers)
      await asEngine(projectId, clock, (ctx) => settleGroup(ctx, [answer])).catch((fault: unknown) => {
        if (!isOwnFault(fault)) throw fault;
        errors.push(fault);
      });
  }
  if (errors.length > 0) throw errors[0];
}
