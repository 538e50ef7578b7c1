import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { getCustomerByAnyId } from "../customers/any-id";
import { goOn } from "./action";
import { getSupportAction } from "./queries";
import { showSupportAction } from "./resource";

/** Whom a request names besides what its address names. */
export type Asked = { customer?: string | undefined };

/** In the examples of the reference. */
export const why = { reason: "Asked by the customer", comment: "By mail of 20 August" };

/** Refuses what is not theirs who are named. */
export async function requireOwner(
  ctx: Ctx,
  named: string | undefined,
  owner: string | null,
  message: string,
) {
  if (named === undefined) return;
  const { profileIds } = await getCustomerByAnyId(ctx, named);
  if (!owner || !profileIds.includes(owner)) throw new AppError("not_found", message);
}

export const shown = async (ctx: Ctx, actionId: string) =>
  showSupportAction(await getSupportAction(ctx, actionId));

/** What an operation that moves money does after its commit. */
export const finish = async ({
  ctx,
  begun: { actionId },
  isRepeated,
}: {
  ctx: Ctx;
  begun: { actionId: string };
  isRepeated: boolean;
}) => {
  if (!isRepeated) await goOn(ctx, actionId);
  return shown(ctx, actionId);
};
