import { z } from "zod";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { operation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import { getEntitlement } from "../entitlements/queries";
import { extendGrant, grantEntitlement, revokeGrant, transferGrant } from "./commands";
import { accessOf, getGrant } from "./queries";
import { accessResource, grantResource, showAccess, showGrant } from "./resource";
import { extendInput, grantInput, revokeInput, transferInput } from "./schema";

const group = "Access";
const scope = "access:write";
const params = customerParams.extend({ grant: z.string().max(100).describe("Grant id (grt_…).") });
const example = { customer: "usr_48213", grant: "grt_01jd3m1zq8e2r9v7c4x5t6w8ya" };

export const listAccessOperation = operation({
  id: "listAccess",
  method: "GET",
  path: "/customers/{customer}/entitlements",
  group,
  scope: "billing:read",
  summary: "List what a customer has access to",
  description:
    "Each entitlement that a subscription, a purchase or a grant opens or opened, over all profiles of the customer: whether it is open, until when, and because of what.",
  params: customerParams,
  answer: z.strictObject({ data: z.array(accessResource) }),
  examples: { params: { customer: example.customer } },
  run: async ({ ctx, params }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    return { data: (await accessOf(ctx, customer)).map(showAccess) };
  },
});

export const grantEntitlementOperation = operation({
  id: "grantEntitlement",
  method: "POST",
  path: "/customers/{customer}/entitlements",
  group,
  scope,
  summary: "Grant an entitlement",
  description:
    "For a duration or until a time, without money. A second grant that ends within 2 hours of an active one makes none: the answer is that one. Endpoints hear `entitlement.granted`.",
  params: customerParams,
  body: grantInput.omit({ customer: true }).extend({
    entitlement: z.string("Name an entitlement").min(1).max(100).describe("Entitlement id (ent_…) or key."),
  }),
  status: 201,
  answer: grantResource,
  examples: {
    params: { customer: example.customer },
    body: { entitlement: "premium", duration: "two_week", reason: "Apology for the outage" },
  },
  run: async ({ ctx, params, body }) => {
    const customer = await idOfCustomer(ctx, params.customer);
    const entitlement = showId("entitlement", (await getEntitlement(ctx, body.entitlement)).id);
    const { grantId } = await grantEntitlement(ctx, { ...body, customer, entitlement });
    return shown(ctx, customer, grantId);
  },
});

export const revokeGrantOperation = operation({
  id: "revokeGrant",
  method: "POST",
  path: "/customers/{customer}/entitlements/{grant}/revoke",
  group,
  scope,
  summary: "Take a grant back",
  description: "At once. Endpoints hear `entitlement.revoked`. What was bought is not touched.",
  params,
  body: revokeInput.omit({ customer: true, grant: true }).optional(),
  answer: grantResource,
  examples: { params: example, body: { reason: "Given to the wrong person" } },
  run: async ({ ctx, params, body }) => {
    const customer = await idOfCustomer(ctx, params.customer);
    const { grantId } = await revokeGrant(ctx, { ...body, customer, grant: params.grant });
    return shown(ctx, customer, grantId);
  },
});

export const extendGrantOperation = operation({
  id: "extendGrant",
  method: "POST",
  path: "/customers/{customer}/entitlements/{grant}/extend",
  group,
  scope,
  summary: "Extend a grant",
  description: "A duration counts from the end that stands; `until` is after it.",
  params,
  body: extendInput.omit({ customer: true, grant: true }),
  answer: grantResource,
  examples: { params: example, body: { duration: "weekly" } },
  run: async ({ ctx, params, body }) => {
    const customer = await idOfCustomer(ctx, params.customer);
    const { grantId } = await extendGrant(ctx, { ...body, customer, grant: params.grant });
    return shown(ctx, customer, grantId);
  },
});

export const transferGrantOperation = operation({
  id: "transferGrant",
  method: "POST",
  path: "/customers/{customer}/entitlements/{grant}/transfer",
  group,
  scope,
  summary: "Give a grant to another customer",
  description:
    "It ends here and goes on there, with the same end. The answer is the grant of the other customer. Both have it in their history.",
  params,
  body: transferInput.omit({ customer: true, grant: true }).extend({
    to: z.string("Name a customer").min(1).max(1_500).describe("Profile id (pro_…), user id or alias."),
  }),
  answer: grantResource,
  examples: { params: example, body: { to: "usr_51190", reason: "Two accounts of one person" } },
  run: async ({ ctx, params, body }) => {
    const customer = await idOfCustomer(ctx, params.customer);
    const to = await idOfCustomer(ctx, body.to);
    const { grantId } = await transferGrant(ctx, { ...body, customer, to, grant: params.grant });
    return shown(ctx, to, grantId);
  },
});

async function shown(ctx: Ctx, anyId: string, grantId: string) {
  return showGrant(await getGrant(ctx, await getCustomerByAnyId(ctx, anyId), grantId));
}

async function idOfCustomer(ctx: Ctx, anyId: string): Promise<string> {
  return showId("profile", (await getCustomerByAnyId(ctx, anyId)).id);
}

export const accessOperations = [
  listAccessOperation,
  grantEntitlementOperation,
  revokeGrantOperation,
  extendGrantOperation,
  transferGrantOperation,
];
