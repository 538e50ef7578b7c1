import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { chargeAttempts } from "../../db/schema/orders";
import { subscriptions } from "../../db/schema/subscriptions";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";

export type Attempt = typeof chargeAttempts.$inferSelect;

/** While an attempt is in one of these, nothing else is tried for the same thing. */
export const openStates = ["created", "sent", "unknown", "action_required", "parked"] as const;

/** For so long a due subscription is its claimer's. */
export const leaseMs = 60_000;

/** Longer than a call may take: whoever made the attempt has settled it by then, or died. */
export const firstLookupMs = 60_000;

const minute = 60_000;
const waits = [0.5, 2, 10, 60, 360].map((minutes) => minutes * minute);
const dayMs = 24 * 60 * minute;
const mostLookups = waits.length + 7;

/** How long after the `lookups`-th question the gateway is asked again; null when a person must decide. */
export function lookupWaitMs(lookups: number): number | null {
  return lookups >= mostLookups ? null : (waits[lookups] ?? dayMs);
}

/** From here on the outcome is unknown until proven. */
export async function markSent(projectId: ProjectId, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await write(projectId, (tx) =>
    tx
      .update(chargeAttempts)
      .set({ state: "sent", sentAt: now })
      .where(
        and(
          eq(chargeAttempts.projectId, projectId),
          inArray(chargeAttempts.id, [...ids]),
          eq(chargeAttempts.state, "created"),
        ),
      ),
  );
}

/** Leaves attempts that were not called to whoever asks for unsettled ones next: they are sent with their own keys. */
export async function giveBack(projectId: ProjectId, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await write(projectId, async (tx) => {
    const rows = await tx
      .update(chargeAttempts)
      .set({ nextLookupAt: now })
      .where(
        and(
          eq(chargeAttempts.projectId, projectId),
          inArray(chargeAttempts.id, [...ids]),
          eq(chargeAttempts.state, "sent"),
        ),
      )
      .returning({ subscriptionId: chargeAttempts.subscriptionId });
    const held = rows.flatMap(({ subscriptionId }) => subscriptionId ?? []);
    if (held.length === 0) return;
    await tx
      .update(subscriptions)
      .set({ leaseId: null, leasedUntil: null })
      .where(and(eq(subscriptions.projectId, projectId), inArray(subscriptions.id, held)));
  });
}

/** The subscriptions among these that have an unsettled charge, or a refund that may end them. */
export async function withOpenCharge(
  tx: Transaction,
  projectId: string,
  subscriptionIds: readonly string[],
): Promise<Set<string>> {
  if (subscriptionIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: chargeAttempts.subscriptionId })
    .from(chargeAttempts)
    .where(
      and(
        eq(chargeAttempts.projectId, projectId),
        inArray(chargeAttempts.subscriptionId, [...subscriptionIds]),
        inArray(chargeAttempts.state, [...openStates]),
        sql`not (${chargeAttempts.kind} = 'refund' and coalesce(${chargeAttempts.keepsAccess}, true))`,
      ),
    );
  return new Set(rows.flatMap(({ id }) => (id ? [id] : [])));
}
