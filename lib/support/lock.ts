import { AppError } from "../core/errors";
import type { EngineCtx } from "../subscriptions/engine-ctx";
import { findOrderSituation, findSituation } from "./load";

export async function lockSituation(ctx: EngineCtx, id: string) {
  const situation = await findSituation(ctx, id, { lock: true });
  if (!situation) throw new AppError("not_found", "There is no such subscription");
  return situation;
}

export async function lockOrderSituation(ctx: EngineCtx, id: string) {
  const situation = await findOrderSituation(ctx, id, { lock: true });
  if (!situation) throw new AppError("not_found", "There is no such order");
  return situation;
}
