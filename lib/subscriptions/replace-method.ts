import { and, eq, sql } from "drizzle-orm";
import { subscriptions } from "../../db/schema/subscriptions";
import { AppError } from "../core/errors";
import { applyMove } from "./apply";
import type { EngineCtx } from "./engine-ctx";
import { findHeld, type Held } from "./held";
import { keepMethod, type PaymentMethod } from "./keep-method";
import type { MethodInput } from "./schema";

type Wish = { subscription: string; paymentMethod: MethodInput };

/** A charge that is under way keeps the card with which it began; the next one takes this. */
export async function replaceMethod(
  ctx: EngineCtx,
  { subscription: id, paymentMethod }: Wish,
): Promise<{ held: Held; method: PaymentMethod }> {
  const held = await findHeld(ctx.tx, ctx.projectId, id, ctx.terrain);
  if (!held?.row.profileId) throw new AppError("not_found", "There is no such subscription");
  const { isMirror, phase, profileId, provider, environment } = held.row;
  if (isMirror) throw new AppError("conflict", `The card of this subscription is changed at ${provider}.`);
  if (phase === "expired") throw new AppError("conflict", "This subscription has ended.");
  const method = await keepMethod(ctx, { id: profileId, environment }, paymentMethod);
  const withMethod = {
    ...held,
    row: { ...held.row, paymentMethodId: method.id, provider: method.provider },
  };
  const facts = { ...withMethod.row, isDeclineHard: false };
  // A worker that holds a lease settles under it.
  const moved = await applyMove(ctx, withMethod, { ok: true, facts, effects: [] }, { keepsLease: true });
  if (held.successorId) await handOn(ctx, held, method);
  return { held: moved, method };
}

/** The one that waits was to be paid by the same card. */
async function handOn({ tx, projectId }: EngineCtx, { row, successorId }: Held, method: PaymentMethod) {
  const { provider, id: paymentMethodId } = method;
  await tx
    .update(subscriptions)
    .set({ provider, paymentMethodId, version: sql`${subscriptions.version} + 1` })
    .where(
      and(
        eq(subscriptions.projectId, projectId),
        eq(subscriptions.id, successorId ?? ""),
        sql`${subscriptions.paymentMethodId} is not distinct from ${row.paymentMethodId}`,
      ),
    );
}
