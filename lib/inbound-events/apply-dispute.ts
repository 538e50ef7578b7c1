import { recordDispute, settleDispute } from "../transactions/disputes";
import { type Applying, isSettled } from "./applying";
import type { DisputeSaid } from "./fold";
import { isHeardItself } from "./heard-itself";
import { NotYet, settlingTries } from "./outcome";
import { chargeOf } from "./refund";

/** A payment that is contested, and what the bank decided. */
export async function applyDispute(applying: Applying, said: DisputeSaid): Promise<void> {
  const { ctx } = applying;
  if (await isHeardItself(applying, said.via)) return;
  const charge = await chargeOf(applying, said.chargeId);
  if (!said.isOpeningKnown && !isSettled(applying, settlingTries))
    throw new NotYet({
      code: "dispute_unknown",
      words: "Nobody has said yet that this payment is contested.",
    });
  const { dispute } = await recordDispute(ctx, charge, {
    ...{ providerDisputeId: said.id, amount: said.amount, openedAt: said.openedAt },
    ...{ reason: said.reason?.slice(0, 256) ?? null, dueAt: said.dueAt ? new Date(said.dueAt) : null },
  });
  if (said.state !== "open" && said.closedAt)
    await settleDispute(ctx, charge, dispute, { outcome: said.state, closedAt: said.closedAt });
}
