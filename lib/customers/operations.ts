import type { Ctx } from "../core/ctx";
import { operation } from "../core/operation";
import { listIdentifiers } from "../search/identifiers";
import { getCustomerByAnyId } from "./any-id";
import { listAttributes, listIntegrations } from "./facts";
import { customerParams } from "./params";
import { customerResource, showCustomer } from "./resource";

const group = "Customers";

export const getCustomerOperation = operation({
  id: "getCustomer",
  method: "GET",
  path: "/customers/{customer}",
  group,
  scope: "customers:read",
  summary: "Get a customer",
  description:
    "By profile id, user id or alias. The id of a profile that was merged goes on working: the answer has the canonical `id`, and `merged_into` says so.",
  params: customerParams,
  answer: customerResource,
  examples: { params: { customer: "usr_48213" } },
  run: ({ ctx, params }) => shownCustomer(ctx, params.customer),
});

export async function shownCustomer(ctx: Ctx, askedFor: string) {
  const customer = await getCustomerByAnyId(ctx, askedFor);
  const [identifiers, attributes, integrations] = await Promise.all([
    listIdentifiers(ctx, customer),
    listAttributes(ctx, customer),
    listIntegrations(ctx, customer),
  ]);
  return showCustomer(customer, { identifiers, attributes, integrations }, askedFor);
}

export const customerOperations = [getCustomerOperation];
