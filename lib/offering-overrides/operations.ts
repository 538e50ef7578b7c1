import { z } from "zod";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { operation } from "../core/operation";
import { instant, resource } from "../core/resource";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import { actorResource, showActor } from "../events/resource";
import { getOffering } from "../offerings/queries";
import { offeringResource, showOffering } from "../offerings/resource";
import { overrideOffering, resetOffering } from "./commands";
import { offeringOf } from "./queries";
import { overrideOfferingInput } from "./schema";

const group = "Access";
const example = { customer: "usr_48213" };

const seenOfferingResource = resource("SeenOffering", {
  offering: offeringResource.nullable().describe("Null where the project has no current one either."),
  chosen: z
    .strictObject({ actor: actorResource, actorName: z.string(), at: instant })
    .nullable()
    .describe("Who chose it for this customer; null where it is the current one of all."),
});

export const getCustomerOfferingOperation = operation({
  id: "getCustomerOffering",
  method: "GET",
  path: "/customers/{customer}/offering",
  group,
  scope: "billing:read",
  summary: "Get the offering that a customer sees",
  params: customerParams,
  answer: seenOfferingResource,
  examples: { params: example },
  run: ({ ctx, params }) => shown(ctx, params.customer),
});

export const overrideOfferingOperation = operation({
  id: "overrideOffering",
  method: "PUT",
  path: "/customers/{customer}/offering",
  group,
  scope: "access:write",
  summary: "Choose the offering that a customer sees",
  description: "In place of the current one. Endpoints hear `offering.overridden`.",
  params: customerParams,
  body: overrideOfferingInput.omit({ customer: true }).extend({
    offering: z.string("Name an offering").min(1).max(100).describe("Offering id (off_…) or key."),
  }),
  answer: seenOfferingResource,
  examples: { params: example, body: { offering: "spring", reason: "Asked for the old price" } },
  run: async ({ ctx, params, body }) => {
    const customer = showId("profile", (await getCustomerByAnyId(ctx, params.customer)).id);
    const offering = showId("offering", (await getOffering(ctx, body.offering)).id);
    await overrideOffering(ctx, { ...body, customer, offering });
    return shown(ctx, customer);
  },
});

export const resetOfferingOperation = operation({
  id: "resetOffering",
  method: "DELETE",
  path: "/customers/{customer}/offering",
  group,
  scope: "access:write",
  summary: "Show a customer the current offering again",
  params: customerParams,
  answer: seenOfferingResource,
  examples: { params: example },
  run: async ({ ctx, params }) => {
    const customer = showId("profile", (await getCustomerByAnyId(ctx, params.customer)).id);
    await resetOffering(ctx, { customer });
    return shown(ctx, customer);
  },
});

async function shown(ctx: Ctx, anyId: string) {
  const { offering, chosen } = await offeringOf(ctx, await getCustomerByAnyId(ctx, anyId));
  return {
    offering: offering && showOffering(offering),
    chosen: chosen && {
      actor: showActor(chosen),
      actorName: chosen.actorName,
      at: chosen.createdAt.toISOString(),
    },
  };
}

export const offeringOverrideOperations = [
  getCustomerOfferingOperation,
  overrideOfferingOperation,
  resetOfferingOperation,
];
