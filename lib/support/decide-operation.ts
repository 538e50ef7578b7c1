import { z } from "zod";
import { moneyOperation } from "../core/operation";
import { decideCharge } from "./commands";
import { finish, why } from "./request";
import { supportActionResource } from "./resource";
import { requestBodies } from "./schema";

const attempt = "att_01jd3m1zq8e2r9v7c4x5t6w8ya";

export const decideChargeOperation = moneyOperation({
  id: "decideCharge",
  path: "/attempts/{attempt}/decide",
  group: "Transactions",
  scope: "billing:refund",
  summary: "Decide about a charge or refund that the gateway never answered for",
  description:
    "For one whose state is `parked`, once somebody has looked into the gateway's own books: `executed` writes it down as done there, under the gateway's id of it; `not_executed` leaves no trace, and a renewal is tried anew. An order lists its attempts.",
  params: z.strictObject({ attempt: z.string().max(100).describe("Attempt id (att_…) of an order.") }),
  body: requestBodies.decide,
  answer: supportActionResource,
  examples: {
    params: { attempt },
    body: { ...why, verdict: "executed", reference: "pi_3NxY2wA" },
  },
  begin: async ({ ctx, params, body }) => {
    const { actionId } = await decideCharge.begin(ctx, { ...body, attempt: params.attempt });
    return { actionId };
  },
  finish,
});
