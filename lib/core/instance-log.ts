import type { Transaction } from "../../db/client";
import { instanceLog } from "../../db/schema/audit";
import { newId } from "./ids";

export type InstanceEntry = { action: string; userId: string | null; details: Record<string, unknown> };

/** Appends what happened outside any project: sign-ins, refusals, projects made. */
export async function recordInstance(
  tx: Pick<Transaction, "insert">,
  at: { now: Date; requestId: string },
  entry: InstanceEntry,
): Promise<void> {
  await tx.insert(instanceLog).values({
    id: newId(at.now),
    occurredAt: at.now,
    requestId: at.requestId,
    ...entry,
  });
}
