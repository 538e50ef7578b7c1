import { z } from "zod";
import { archiveQuery } from "../core/archive";
import type { Ctx } from "../core/ctx";
import { listOperation, operation } from "../core/operation";
import { archiveProduct, createProduct, unarchiveProduct, updateProduct } from "./commands";
import { getProduct, listProducts } from "./queries";
import { productResource, showProduct } from "./resource";
import { createProductInput, updateProductInput } from "./schema";

const group = "Products";
const scope = "catalogue:write";
const params = z.strictObject({ product: z.string().min(1).max(100).describe("Product id (prod_…).") });
const example = { product: "prod_01jd3m1zq8e2r9v7c4x5t6w8ya" };
const opened = ["ent_01jd3m1zq8e2r9v7c4x5t6w8yb"];

export const listProductsOperation = listOperation({
  id: "listProducts",
  path: "/products",
  group,
  scope: "billing:read",
  summary: "List products",
  description: "The newest first.",
  query: archiveQuery,
  item: productResource,
  run: async ({ ctx, query, page }) => {
    const { rows, nextCursor } = await listProducts(ctx, { archived: query.archived === "true" }, page);
    return { data: rows.map(showProduct), nextCursor };
  },
});

export const createProductOperation = operation({
  id: "createProduct",
  method: "POST",
  path: "/products",
  group,
  scope,
  summary: "Create a product",
  body: createProductInput,
  status: 201,
  answer: productResource,
  examples: { body: { name: "Sleep plan", entitlements: opened } },
  run: async ({ ctx, body }) => shown(ctx, (await createProduct(ctx, body)).productId),
});

export const getProductOperation = operation({
  id: "getProduct",
  method: "GET",
  path: "/products/{product}",
  group,
  scope: "billing:read",
  summary: "Get a product",
  params,
  answer: productResource,
  examples: { params: example },
  run: async ({ ctx, params: { product } }) => shown(ctx, product),
});

export const updateProductOperation = operation({
  id: "updateProduct",
  method: "PATCH",
  path: "/products/{product}",
  group,
  scope,
  summary: "Change a product",
  description: "`entitlements` takes the place of what it opened, also for those who have bought it.",
  params,
  body: updateProductInput.omit({ product: true }),
  answer: productResource,
  examples: { params: example, body: { name: "Sleep plan", entitlements: opened } },
  run: async ({ ctx, params: { product }, body }) => {
    const { id } = await shown(ctx, product);
    await updateProduct(ctx, { ...body, product: id });
    return shown(ctx, id);
  },
});

export const archiveProductOperation = operation({
  id: "archiveProduct",
  method: "POST",
  path: "/products/{product}/archive",
  group,
  scope,
  summary: "Archive a product",
  description:
    "409 while a price point that is not archived sells it. Who has bought it keeps what it opens.",
  params,
  answer: productResource,
  examples: { params: example },
  run: async ({ ctx, params: { product } }) => {
    const { id } = await shown(ctx, product);
    await archiveProduct(ctx, { product: id });
    return shown(ctx, id);
  },
});

export const unarchiveProductOperation = operation({
  id: "unarchiveProduct",
  method: "POST",
  path: "/products/{product}/unarchive",
  group,
  scope,
  summary: "Take a product out of the archive",
  params,
  answer: productResource,
  examples: { params: example },
  run: async ({ ctx, params: { product } }) => {
    const { id } = await shown(ctx, product);
    await unarchiveProduct(ctx, { product: id });
    return shown(ctx, id);
  },
});

async function shown(ctx: Ctx, shownId: string) {
  return showProduct(await getProduct(ctx, shownId));
}

export const productOperations = [
  listProductsOperation,
  createProductOperation,
  getProductOperation,
  updateProductOperation,
  archiveProductOperation,
  unarchiveProductOperation,
];
