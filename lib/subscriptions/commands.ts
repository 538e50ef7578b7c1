import { command } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { beginPurchase } from "./begin-purchase";
import { withTerrain } from "./engine-ctx";
import { replaceMethod } from "./replace-method";
import { replacePaymentMethodInput, startSubscriptionInput } from "./schema";

/**
 * Somebody buys. Answers with the shown id of the order; what it costs is charged by `sendPurchase`, once the transaction
 * of this is committed.
 */
export const startSubscription = command({
  name: "subscription.start",
  permission: "subscriptions:start",
  input: startSubscriptionInput,
  async run({ ctx, input, audit }) {
    const order = await beginPurchase(await withTerrain(ctx), input);
    const orderId = showId("order", order.id);
    audit({
      subject: orderId,
      profileId: order.profileId ?? undefined,
      after: { pricePoint: input.pricePoint, kind: order.kind, provider: order.provider },
    });
    return { orderId };
  },
});

/** Another card pays from now on. One that was refused for good is forgotten, so that a try makes sense again. */
export const replacePaymentMethod = command({
  name: "subscription.replace_payment_method",
  permission: "subscriptions:start",
  input: replacePaymentMethodInput,
  async run({ ctx, input, audit }) {
    const { held, method } = await replaceMethod(await withTerrain(ctx), input);
    if (!held.row.profileId) throw new AppError("not_found", "There is no such subscription");
    audit({
      subject: showId("subscription", held.row.id),
      profileId: held.row.profileId,
      after: { provider: method.provider, lastFour: method.lastFour },
    });
  },
});
