import { and, eq } from "drizzle-orm";
import { chargeAttempts } from "../../db/schema/orders";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import type { Amount } from "../core/money";
import { confirmSandboxCharge } from "../gateways/sandbox";
import { terrainOf } from "./project-time";
import { settleAttempt } from "./settle";

/** What a buyer is asked to confirm at the sandbox's bank. */
export type Confirmation = {
  amount: Amount;
  state: "waiting" | "confirmed" | "refused";
  returnUrl: string | null;
};

/** Null where the sandbox waits for nobody. */
export async function findConfirmation(
  projectId: ProjectId,
  attemptId: string,
): Promise<Confirmation | null> {
  const [attempt] = await write(projectId, (tx) =>
    tx
      .select()
      .from(chargeAttempts)
      .where(
        and(
          eq(chargeAttempts.projectId, projectId),
          eq(chargeAttempts.id, attemptId),
          eq(chargeAttempts.provider, "sandbox"),
        ),
      ),
  );
  const states = { action_required: "waiting", succeeded: "confirmed", declined: "refused" } as const;
  const state = attempt && Object.hasOwn(states, attempt.state) ? attempt.state : null;
  if (!attempt || !state) return null;
  const { amountMinor: minor, currency, exponent, returnUrl } = attempt;
  return { amount: { minor, currency, exponent }, state: states[state as keyof typeof states], returnUrl };
}

/** The buyer says yes or no; the purchase follows at once. */
export async function confirmPurchase(
  projectId: ProjectId,
  clock: Clock,
  attemptId: string,
  isConfirmed: boolean,
): Promise<void> {
  const { now } = await write(projectId, (tx) => terrainOf(tx, projectId, clock.now()));
  const outcome = await confirmSandboxCharge(projectId, attemptId, isConfirmed, now);
  if (outcome) await settleAttempt(projectId, clock, attemptId, outcome);
}
