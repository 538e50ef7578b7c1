import { z } from "zod";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { listOperation, operation, silentOperation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { shownCustomer } from "../customers/operations";
import { customerParams } from "../customers/params";
import { customerResource } from "../customers/resource";
import {
  addAlias,
  blockId,
  decideAgain,
  identifyCustomer,
  keepApart,
  mergeCustomers,
  unblockId,
  unmergeCustomers,
  updateCustomer,
} from "./commands";
import { listBlockedIds, listDuplicates, listMerges } from "./queries";
import {
  blockedIdResource,
  duplicatePairResource,
  identifiedResource,
  mergedResource,
  mergeResource,
  showBlockedId,
  showMerge,
  showPair,
  unmergedResource,
} from "./resource";
import {
  addAliasInput,
  blockIdInput,
  identifyCustomerInput,
  mergeCustomersInput,
  unmergeCustomersInput,
  updateCustomerInput,
} from "./schema";

const group = "Identity";
const customer = { customer: "usr_48213" };
const anyId = z.string().min(1).max(1_500).describe("Profile id (pro_…), user id or alias.");

export const updateCustomerOperation = operation({
  id: "updateCustomer",
  method: "PATCH",
  path: "/customers/{customer}",
  group: "Customers",
  scope: "customers:write",
  summary: "Change email and user id",
  description:
    "What was there before stays an alias. `seen` may say what you read: where something else stands by now the answer is 409, and nothing changes.",
  params: customerParams,
  body: updateCustomerInput.omit({ customer: true }),
  answer: customerResource,
  examples: { params: customer, body: { email: "mara@example.com", seen: { email: "mara@exmaple.com" } } },
  run: async ({ ctx, params, body }) => {
    const id = await idOfAny(ctx, params.customer);
    await updateCustomer(ctx, { ...body, customer: id });
    return shownCustomer(ctx, id);
  },
});

export const mergeCustomersOperation = operation({
  id: "mergeCustomers",
  method: "POST",
  path: "/customers/{customer}/merge",
  group,
  scope: "customers:merge",
  summary: "Merge two customers",
  description:
    "The older one's id stays. `keep` chooses whose value is shown where they differ. Two different user ids need `samePerson: true`.",
  params: customerParams,
  body: mergeCustomersInput.omit({ customer: true, rule: true }).extend({ other: anyId }),
  answer: mergedResource,
  examples: { params: customer, body: { other: "usr_51907", samePerson: true, reason: "Wrote from both" } },
  run: async ({ ctx, params, body }) =>
    mergeCustomers(ctx, {
      ...body,
      customer: await idOfAny(ctx, params.customer),
      other: await idOfAny(ctx, body.other),
    }),
});

export const unmergeCustomersOperation = operation({
  id: "unmergeCustomers",
  method: "POST",
  path: "/customers/{customer}/unmerge",
  group,
  scope: "customers:merge",
  summary: "Undo a merge",
  description: "At any later time. Both get back what came in on their own profiles, also since the merge.",
  params: customerParams,
  body: unmergeCustomersInput,
  answer: unmergedResource,
  examples: {
    params: customer,
    body: { merge: "mrg_01jd3m1zq8e2r9v7c4x5t6w8ya", reason: "Two sisters" },
  },
  run: async ({ ctx, params, body }) => {
    const found = await getCustomerByAnyId(ctx, params.customer);
    const merges = await listMerges(ctx, found);
    if (!merges.some(({ id }) => showId("merge", id) === body.merge))
      throw new AppError("not_found", "This customer has no such merge");
    return unmergeCustomers(ctx, body);
  },
});

export const listMergesOperation = operation({
  id: "listMerges",
  method: "GET",
  path: "/customers/{customer}/merges",
  group,
  scope: "customers:read",
  summary: "List the merges that hold a customer together",
  params: customerParams,
  answer: z.strictObject({ data: z.array(mergeResource) }),
  examples: { params: customer },
  run: async ({ ctx, params }) => {
    const found = await getCustomerByAnyId(ctx, params.customer);
    return { data: (await listMerges(ctx, found)).map(showMerge) };
  },
});

export const identifyCustomerOperation = operation({
  id: "identifyCustomer",
  method: "POST",
  path: "/customers/{customer}/identify",
  group,
  scope: "customers:merge",
  summary: "Log a user in",
  description:
    "As RevenueCat's logIn: an anonymous customer gets the id, or is merged into the customer who has it and no anonymous id yet; else nothing is joined. The id in the address is the one used until now.",
  params: customerParams,
  body: identifyCustomerInput.omit({ current: true }),
  answer: identifiedResource,
  examples: {
    params: { customer: "$RCAnonymousID:5f0c1a9e7b3d4c6e8f1a2b3c4d5e6f70" },
    body: { appUserId: "usr_48213" },
  },
  run: ({ ctx, params, body }) => identifyCustomer(ctx, { ...body, current: params.customer }),
});

export const addAliasOperation = operation({
  id: "addAlias",
  method: "POST",
  path: "/customers/{customer}/aliases",
  group,
  scope: "customers:write",
  summary: "Add an alias",
  description:
    "One more id of your app for the customer. 409 where another customer has it, with that customer's id.",
  params: customerParams,
  body: addAliasInput.omit({ customer: true }),
  answer: customerResource,
  examples: { params: customer, body: { appUserId: "app_9001" } },
  run: async ({ ctx, params, body }) => {
    const id = await idOfAny(ctx, params.customer);
    await addAlias(ctx, { ...body, customer: id });
    return shownCustomer(ctx, id);
  },
});

export const listDuplicatesOperation = listOperation({
  id: "listDuplicates",
  path: "/duplicates",
  group,
  scope: "customers:read",
  summary: "List customers who look like one person",
  item: duplicatePairResource,
  run: async ({ ctx, page }) => {
    const { pairs, nextCursor } = await listDuplicates(ctx, page);
    return { data: pairs.map(showPair), nextCursor };
  },
});

const pairParams = customerParams.extend({ other: anyId });
const pair = { customer: "usr_48213", other: "usr_51907" };

export const keepApartOperation = silentOperation({
  id: "keepApart",
  method: "PUT",
  path: "/customers/{customer}/apart/{other}",
  group,
  scope: "customers:merge",
  summary: "Say that two are two people",
  description: "The pair never comes back to the list of duplicates.",
  params: pairParams,
  examples: { params: pair },
  run: async ({ ctx, params }) => keepApart(ctx, await pairOf(ctx, params)),
});

export const decideAgainOperation = silentOperation({
  id: "decideAgain",
  method: "DELETE",
  path: "/customers/{customer}/apart/{other}",
  group,
  scope: "customers:merge",
  summary: "Take that back",
  params: pairParams,
  examples: { params: pair },
  run: async ({ ctx, params }) => decideAgain(ctx, await pairOf(ctx, params)),
});

export const listBlockedIdsOperation = operation({
  id: "listBlockedIds",
  method: "GET",
  path: "/blocked-ids",
  group,
  scope: "customers:read",
  summary: "List the ids that this project blocks",
  answer: z.strictObject({ data: z.array(blockedIdResource) }),
  run: async ({ ctx }) => ({ data: (await listBlockedIds(ctx)).map(showBlockedId) }),
});

export const blockIdOperation = silentOperation({
  id: "blockId",
  method: "POST",
  path: "/blocked-ids",
  group,
  scope: "project:write",
  summary: "Block an id",
  description: "It can never be a user id or an alias from now on. 100 at most.",
  body: blockIdInput,
  examples: { body: { value: "test-user", reason: "Shared by our testers" } },
  run: ({ ctx, body }) => blockId(ctx, body),
});

export const unblockIdOperation = silentOperation({
  id: "unblockId",
  method: "DELETE",
  path: "/blocked-ids/{value}",
  group,
  scope: "project:write",
  summary: "Unblock an id",
  params: z.strictObject({ value: z.string().min(1).max(1_500) }),
  examples: { params: { value: "test-user" } },
  run: ({ ctx, params }) => unblockId(ctx, params),
});

export const identityOperations = [
  updateCustomerOperation,
  mergeCustomersOperation,
  unmergeCustomersOperation,
  listMergesOperation,
  identifyCustomerOperation,
  addAliasOperation,
  listDuplicatesOperation,
  keepApartOperation,
  decideAgainOperation,
  listBlockedIdsOperation,
  blockIdOperation,
  unblockIdOperation,
];

async function idOfAny(ctx: Ctx, text: string): Promise<string> {
  return showId("profile", (await getCustomerByAnyId(ctx, text)).id);
}

async function pairOf(ctx: Ctx, params: { customer: string; other: string }) {
  return { customer: await idOfAny(ctx, params.customer), other: await idOfAny(ctx, params.other) };
}
