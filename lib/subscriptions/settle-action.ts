import { and, eq } from "drizzle-orm";
import { supportActions } from "../../db/schema/subscriptions";
import type { Attempt } from "./attempts";
import type { EngineCtx } from "./engine-ctx";

export type SupportAction = typeof supportActions.$inferSelect;

/** The support action that asked for the attempt has its outcome. */
export async function settleAction(
  { tx, projectId, clock }: EngineCtx,
  { supportActionId }: Attempt,
  state: "done" | "failed",
): Promise<SupportAction | null> {
  if (!supportActionId) return null;
  const [action] = await tx
    .update(supportActions)
    .set({ state, settledAt: clock.now() })
    .where(and(eq(supportActions.projectId, projectId), eq(supportActions.id, supportActionId)))
    .returning();
  return action ?? null;
}
