import { z } from "zod";
import { showId } from "../core/ids";
import { operation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { listAttributes } from "../customers/facts";
import { customerParams } from "../customers/params";
import { setAttributes } from "./commands";
import { listAttributeChanges } from "./queries";
import { attributeChangeResource, attributeResource, showAttribute, showAttributeChange } from "./resource";
import { setAttributesInput } from "./schema";

const group = "Attributes";
const example = { customer: "usr_48213" };

export const listAttributesOperation = operation({
  id: "listAttributes",
  method: "GET",
  path: "/customers/{customer}/attributes",
  group,
  scope: "customers:read",
  summary: "List the attributes of a customer",
  description: "The value that holds for each key, over all profiles of the customer.",
  params: customerParams,
  answer: z.strictObject({ data: z.array(attributeResource) }),
  examples: { params: example },
  run: async ({ ctx, params }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    return { data: (await listAttributes(ctx, customer)).map(showAttribute) };
  },
});

export const setAttributesOperation = operation({
  id: "setAttributes",
  method: "POST",
  path: "/customers/{customer}/attributes",
  group,
  scope: "customers:write",
  summary: "Set attributes of a customer",
  description:
    "Up to 50 at a time, by RevenueCat's rules. Null and the empty text delete. With `updatedAtMs` a value is kept only if it is newer than the one that stands. The valid ones are saved, `attributeErrors` names the others; where none is valid the answer is 400. Endpoints hear `attributes.updated`.",
  params: customerParams,
  body: setAttributesInput.omit({ customer: true }),
  answer: z.strictObject({
    customerId: z.string().describe("Whose they are."),
    data: z.array(attributeResource),
    attributeErrors: z.array(z.strictObject({ key: z.string(), message: z.string() })),
  }),
  examples: {
    params: example,
    body: { attributes: { plan: { value: "pro" }, $campaign: { value: "spring" }, old: { value: null } } },
  },
  run: async ({ ctx, params, body }) => {
    const { id } = await getCustomerByAnyId(ctx, params.customer);
    const { attributeErrors } = await setAttributes(ctx, { ...body, customer: showId("profile", id) });
    const customer = await getCustomerByAnyId(ctx, params.customer);
    return {
      customerId: showId("profile", customer.id),
      data: (await listAttributes(ctx, customer)).map(showAttribute),
      attributeErrors,
    };
  },
});

export const listAttributeChangesOperation = operation({
  id: "listAttributeChanges",
  method: "GET",
  path: "/customers/{customer}/attributes/{key}/history",
  group,
  scope: "customers:read",
  summary: "List the values that an attribute had",
  description: "The latest first; the last 100.",
  params: customerParams.extend({ key: z.string().min(1).max(60) }),
  answer: z.strictObject({ data: z.array(attributeChangeResource) }),
  examples: { params: { ...example, key: "plan" } },
  run: async ({ ctx, params }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    return { data: (await listAttributeChanges(ctx, customer, params.key)).map(showAttributeChange) };
  },
});

export const attributeOperations = [
  listAttributesOperation,
  setAttributesOperation,
  listAttributeChangesOperation,
];
