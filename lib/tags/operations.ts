import { z } from "zod";
import type { Ctx } from "../core/ctx";
import { showId } from "../core/ids";
import { operation, silentOperation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import { addTag, removeTag } from "./commands";
import { listTags } from "./queries";

const group = "Tags";
const scope = "customers:write";
const tagParams = customerParams.extend({
  tag: z.string().max(200).describe("One line of at most 40 characters, without a comma."),
});
const example = { customer: "usr_48213", tag: "vip-2026" };

export const listTagsOperation = operation({
  id: "listTags",
  method: "GET",
  path: "/customers/{customer}/tags",
  group,
  scope: "customers:read",
  summary: "List the tags of a customer",
  params: customerParams,
  answer: z.strictObject({ data: z.array(z.string()) }),
  examples: { params: { customer: example.customer } },
  run: async ({ ctx, params }) => ({
    data: await listTags(ctx, await getCustomerByAnyId(ctx, params.customer)),
  }),
});

export const addTagOperation = silentOperation({
  id: "addTag",
  method: "PUT",
  path: "/customers/{customer}/tags/{tag}",
  group,
  scope,
  summary: "Tag a customer",
  params: tagParams,
  examples: { params: example },
  run: async ({ ctx, params }) => addTag(ctx, await oneTag(ctx, params)),
});

export const removeTagOperation = silentOperation({
  id: "removeTag",
  method: "DELETE",
  path: "/customers/{customer}/tags/{tag}",
  group,
  scope,
  summary: "Take a tag off a customer",
  params: tagParams,
  examples: { params: example },
  run: async ({ ctx, params }) => removeTag(ctx, await oneTag(ctx, params)),
});

async function oneTag(ctx: Ctx, { customer, tag }: { customer: string; tag: string }) {
  return { customer: showId("profile", (await getCustomerByAnyId(ctx, customer)).id), tag };
}

export const tagOperations = [listTagsOperation, addTagOperation, removeTagOperation];
