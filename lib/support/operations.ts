import { z } from "zod";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { listOperation, moneyOperation, operation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import { getHeld } from "../subscriptions/queries";
import type { SupportCommand } from "./action";
import {
  cancelSubscription,
  chargeSubscription,
  deferSubscription,
  discountSubscription,
  migrateSubscription,
  pauseSubscription,
  resumeSubscription,
  uncancelSubscription,
  unparkSubscription,
} from "./commands";
import { decideChargeOperation } from "./decide-operation";
import { getActions, listSupportHistory, previewAction } from "./queries";
import { refundOperations } from "./refund-operations";
import { type Asked, finish, requireOwner, shown, why } from "./request";
import {
  availableActionResource,
  previewResource,
  showSupportAction,
  supportActionResource,
} from "./resource";
import { previewInput, requestBodies } from "./schema";

const group = "Subscriptions";
const scope = "subscriptions:write";
const ofSubscription = z.strictObject({
  subscription: z.string().max(100).describe("Subscription id (sub_…)."),
});
const example = { subscription: "sub_01jd3m1zq8e2r9v7c4x5t6w8ya" };

/** The subscription behind an address, where it is theirs who are named besides. */
async function subscriptionOf(ctx: Ctx, id: string, { customer }: Asked): Promise<string> {
  const { row } = await getHeld(ctx, id);
  await requireOwner(ctx, customer, row.profileId, "There is no such subscription of this customer");
  return showId("subscription", row.id);
}

type Described = { id: string; verb: string; summary: string; description: string };

/** An act that moves no money. */
function change<Body extends z.ZodType<Asked, Asked>>(
  { verb, ...described }: Described,
  command: SupportCommand<z.ZodType>,
  body: Body,
  sample: z.input<Body>,
) {
  return operation({
    ...described,
    method: "POST",
    path: `/subscriptions/{subscription}/${verb}`,
    group,
    scope,
    params: ofSubscription,
    body,
    answer: supportActionResource,
    examples: { params: example, body: sample },
    run: async ({ ctx, params, body: asked }) => {
      const { customer, ...input } = asked;
      const subscription = await subscriptionOf(ctx, params.subscription, { customer });
      const { actionId } = await command(ctx, { ...input, subscription });
      return shown(ctx, actionId);
    },
  });
}

export const cancelOperation = change(
  {
    id: "cancelSubscription",
    verb: "cancel",
    summary: "Turn auto-renewal off",
    description: "Access lasts until the end of what is paid. One that has not begun ends at once.",
  },
  cancelSubscription,
  requestBodies.plain,
  why,
);

export const uncancelOperation = change(
  {
    id: "uncancelSubscription",
    verb: "uncancel",
    summary: "Turn auto-renewal on again",
    description: "While its paid time lasts.",
  },
  uncancelSubscription,
  requestBodies.plain,
  why,
);

export const pauseOperation = change(
  {
    id: "pauseSubscription",
    verb: "pause",
    summary: "Pause a subscription",
    description:
      "Access stops, and the paid time that is left is kept. For days, until a time, or open-ended.",
  },
  pauseSubscription,
  requestBodies.pause,
  { ...why, days: 30 },
);

export const resumeOperation = change(
  {
    id: "resumeSubscription",
    verb: "resume",
    summary: "Resume a paused subscription",
    description: "The paid time that was kept runs again from now.",
  },
  resumeSubscription,
  requestBodies.plain,
  why,
);

export const deferOperation = change(
  {
    id: "deferSubscription",
    verb: "defer",
    summary: "Defer the next charge",
    description: "Access lasts until then without a charge, and the periods count from there.",
  },
  deferSubscription,
  requestBodies.defer,
  { ...why, days: 7 },
);

export const discountOperation = change(
  {
    id: "discountSubscription",
    verb: "discount",
    summary: "Give a discount",
    description: "In percent of the price, for so many charges that come.",
  },
  discountSubscription,
  requestBodies.discount,
  { ...why, percent: 20, cycles: 3 },
);

export const unparkOperation = change(
  {
    id: "unparkSubscription",
    verb: "unpark",
    summary: "Let the engine go on with a subscription",
    description:
      "The engine stopped at it, and `parkedReason` says why. Once somebody has looked, it goes on from where it stands.",
  },
  unparkSubscription,
  requestBodies.plain,
  why,
);

export const chargeOperation = moneyOperation({
  id: "chargeSubscription",
  path: "/subscriptions/{subscription}/charge",
  group,
  scope,
  summary: "Charge the coming period now",
  description:
    "Asks for the whole price. `state` is `pending` while the gateway has not answered, and `failed` where the bank refused.",
  params: ofSubscription,
  body: requestBodies.plain,
  answer: supportActionResource,
  examples: { params: example, body: why },
  begin: async ({ ctx, params, body: { customer, ...input } }) => {
    const subscription = await subscriptionOf(ctx, params.subscription, { customer });
    const { actionId } = await chargeSubscription.begin(ctx, { ...input, subscription });
    return { actionId };
  },
  finish,
});

export const migrateOperation = moneyOperation({
  id: "migrateSubscription",
  path: "/subscriptions/{subscription}/migrate",
  group,
  scope,
  summary: "Move a subscription to another price point",
  description:
    "`delayed_start` makes a subscription that begins when this one ends its paid period. `price_prorate` charges the price at once, less what is unused of the present period; where nothing would be left to charge it is refused, or with `strictMode` false begins later. Ask for a preview first: it says the amount.",
  params: ofSubscription,
  body: requestBodies.migrate,
  answer: supportActionResource,
  examples: { params: example, body: { ...why, pricePoint: "plan_year", strategy: "price_prorate" } },
  begin: async ({ ctx, params, body: { customer, ...input } }) => {
    const subscription = await subscriptionOf(ctx, params.subscription, { customer });
    const { actionId } = await migrateSubscription.begin(ctx, { ...input, subscription });
    return { actionId };
  },
  finish,
});

export const previewActionOperation = operation({
  id: "previewAction",
  method: "POST",
  path: "/subscriptions/{subscription}/preview",
  group,
  scope,
  summary: "Preview what an action would change",
  description:
    "Money, access, the next charge and the webhooks, before and after. Nothing is done. What is impossible is answered with 409 and the reason.",
  params: ofSubscription,
  body: previewInput,
  answer: previewResource,
  examples: { params: example, body: { kind: "pause", days: 30 } },
  run: async ({ ctx, params, body }) => previewAction(ctx, params.subscription, previewInput.parse(body)),
});

export const getAvailableActionsOperation = operation({
  id: "getAvailableActions",
  method: "GET",
  path: "/subscriptions/{subscription}/actions",
  group,
  scope: "billing:read",
  summary: "Get what can be done with a subscription",
  description: "Each action with whether it is possible now, and if not, why.",
  params: ofSubscription,
  answer: z.strictObject({ availableActions: z.array(availableActionResource) }),
  examples: { params: example },
  run: async ({ ctx, params }) => {
    const { row } = await getHeld(ctx, params.subscription);
    return { availableActions: await getActions(ctx, row.id) };
  },
});

export const listSupportActionsOperation = listOperation({
  id: "listSupportActions",
  path: "/customers/{customer}/support-actions",
  group: "Customers",
  scope: "billing:read",
  summary: "List what was done for a customer",
  description: "Refunds, cancellations and the like with their reasons, newest first.",
  params: customerParams,
  item: supportActionResource,
  examples: { params: { customer: "usr_48213" } },
  run: async ({ ctx, params, page }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { rows, nextCursor } = await listSupportHistory(ctx, customer, page);
    return { data: rows.map(showSupportAction), nextCursor };
  },
});

export const supportOperations = [
  cancelOperation,
  uncancelOperation,
  pauseOperation,
  resumeOperation,
  deferOperation,
  discountOperation,
  unparkOperation,
  chargeOperation,
  migrateOperation,
  getAvailableActionsOperation,
  previewActionOperation,
  ...refundOperations,
  decideChargeOperation,
  listSupportActionsOperation,
];
