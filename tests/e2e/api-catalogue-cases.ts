import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import type { ApiCase, ApiRequest, Call } from "./api-cases";
import { lists } from "./api-lists";

export const unique = () => randomBytes(6).toString("hex");

const monthly = { price: { amount: "9.99", currency: "USD" }, period: { unit: "months", count: 1 } };
const shownPrice = { amount: "9.99", amountMinor: 999, currency: "USD" };

export async function post(call: Call, path: string, body?: unknown): Promise<Record<string, string>> {
  const { status, json, text } = await call({ method: "POST", path, body });
  if (status >= 300) throw new Error(text);
  return json as Record<string, string>;
}

/** Something to sell, new each time. */
export async function makeSold(call: Call) {
  const key = `ent-${unique()}`;
  const { id: entitlement = "" } = await post(call, "/entitlements", { key, name: "Premium" });
  const { id: product = "" } = await post(call, "/products", { name: "Plan", entitlements: [entitlement] });
  const ident = `pp-${unique()}`;
  const sold = { ident, product, kind: "subscription", ...monthly };
  const { id: pricePoint = "" } = await post(call, "/price-points", sold);
  return { key, entitlement, product, ident, pricePoint };
}

async function makeArchivedProduct(call: Call) {
  const { id: product = "" } = await post(call, "/products", { name: "Plan" });
  return { product };
}

export const anyTime = expect.stringMatching(/Z$/);
/** Others may have made more meanwhile. */
export const among = (record: Record<string, unknown>) =>
  expect.arrayContaining([expect.objectContaining(record)]);

export const list = (path: string): Pick<ApiCase, "scope" | "request" | "status" | "bad"> => ({
  scope: "billing:read",
  request: (): ApiRequest => ({ method: "GET", path }),
  status: 200,
  bad: () => [...lists(path), { path: `${path}?archived=maybe`, field: "archived" }],
});

const scope = "catalogue:write";

export const catalogueCases: Record<string, ApiCase> = {
  listProducts: {
    ...list("/products"),
    prepare: makeSold,
    answer: (_, { product, entitlement, key }) => ({
      data: among({ id: product, name: "Plan", entitlements: [{ id: entitlement, key, name: "Premium" }] }),
    }),
  },
  createProduct: {
    scope,
    prepare: makeSold,
    request: (_, { entitlement }) => ({
      method: "POST",
      path: "/products",
      body: { name: "Sleep plan", entitlements: [entitlement] },
    }),
    status: 201,
    answer: (_, { key }) => ({ name: "Sleep plan", archivedAt: null, entitlements: [{ key }] }),
    bad: () => [
      { body: { name: "" }, field: "name" },
      { body: { name: "Plan", entitlements: ["ent_1"] }, field: "entitlements.0" },
      { body: { name: "Plan", price: 1 }, field: "input" },
    ],
  },
  getProduct: {
    scope: "billing:read",
    prepare: makeSold,
    request: (_, { product }) => ({ method: "GET", path: `/products/${product}` }),
    status: 200,
    answer: (_, { product }) => ({ id: product, name: "Plan" }),
    bad: (_, { product }) => [{ path: `/products/${product}?x=1`, field: "input" }],
    namesRecord: true,
  },
  updateProduct: {
    scope,
    prepare: makeSold,
    request: (_, { product }) => ({
      method: "PATCH",
      path: `/products/${product}`,
      body: { name: "Big plan", entitlements: [] },
    }),
    status: 200,
    answer: () => ({ name: "Big plan", entitlements: [] }),
    bad: () => [{ body: { name: 7 }, field: "name" }],
    namesRecord: true,
  },
  archiveProduct: {
    scope,
    prepare: makeArchivedProduct,
    request: (_, { product }) => ({ method: "POST", path: `/products/${product}/archive` }),
    status: 200,
    answer: (_, { product }) => ({ id: product, archivedAt: anyTime }),
    namesRecord: true,
  },
  unarchiveProduct: {
    scope,
    prepare: async (call) => {
      const made = await makeArchivedProduct(call);
      await post(call, `/products/${made.product}/archive`);
      return made;
    },
    request: (_, { product }) => ({ method: "POST", path: `/products/${product}/unarchive` }),
    status: 200,
    answer: (_, { product }) => ({ id: product, archivedAt: null }),
    namesRecord: true,
  },
  listPricePoints: {
    ...list("/price-points"),
    prepare: makeSold,
    answer: (_, { pricePoint, ident }) => ({ data: among({ id: pricePoint, ident, price: shownPrice }) }),
  },
  createPricePoint: {
    scope,
    prepare: async (call) => ({ ...(await makeSold(call)), ident: `pp-${unique()}` }),
    request: (_, { product, ident }) => ({
      method: "POST",
      path: "/price-points",
      body: {
        ident,
        product,
        kind: "subscription",
        ...monthly,
        intro: { type: "free_trial", period: { unit: "days", count: 7 } },
      },
    }),
    status: 201,
    answer: (_, { product, ident }) => ({
      ident,
      product: { id: product, name: "Plan" },
      version: 1,
      price: shownPrice,
      period: { unit: "months", count: 1 },
      intro: { type: "free_trial", price: null, period: { unit: "days", count: 7 } },
    }),
    bad: (_, { product }) => {
      const good = { ident: `pp-${unique()}`, product, kind: "subscription", ...monthly };
      return [
        { body: { ...good, ident: "a b" }, field: "ident" },
        { body: { ...good, product: "prod_1" }, field: "product" },
        { body: { ...good, price: { amount: "9.999", currency: "USD" } }, field: "price.amount" },
        { body: { ...good, price: { amount: "-1", currency: "USD" } }, field: "price.amount" },
        { body: { ...good, price: { amount: 9.99, currency: "USD" } }, field: "price.amount" },
        { body: { ...good, price: { amount: "1", currency: "DEM" } }, field: "price.currency" },
        { body: { ...good, period: null }, field: "period" },
        { body: { ...good, intro: { type: "discount" } }, field: "intro.type" },
      ];
    },
  },
  getPricePoint: {
    scope: "billing:read",
    prepare: makeSold,
    request: (_, { ident }) => ({ method: "GET", path: `/price-points/${ident}` }),
    status: 200,
    answer: (_, { pricePoint, ident }) => ({ id: pricePoint, ident, kind: "subscription" }),
    bad: (_, { ident }) => [{ path: `/price-points/${ident}?x=1`, field: "input" }],
    namesRecord: true,
  },
  changePricePoint: {
    scope,
    prepare: makeSold,
    request: (_, { pricePoint }) => ({
      method: "PUT",
      path: `/price-points/${pricePoint}/terms`,
      body: { version: 1, price: { amount: "1480", currency: "JPY" }, period: { unit: "years", count: 1 } },
    }),
    status: 200,
    answer: () => ({ version: 2, price: { amount: "1480", amountMinor: 1480, currency: "JPY" } }),
    bad: () => [
      { body: monthly, field: "version" },
      { body: { version: 2, ...monthly, ident: "x" }, field: "input" },
      { body: { version: 1, price: monthly.price }, field: "period" },
    ],
    namesRecord: true,
  },
  listPricePointVersions: {
    scope: "billing:read",
    prepare: makeSold,
    request: (_, { ident }) => ({ method: "GET", path: `/price-points/${ident}/versions` }),
    status: 200,
    answer: () => ({ data: [{ version: 1, price: shownPrice, actor: { kind: "api_key" } }] }),
    namesRecord: true,
  },
  archivePricePoint: {
    scope,
    prepare: makeSold,
    request: (_, { pricePoint }) => ({ method: "POST", path: `/price-points/${pricePoint}/archive` }),
    status: 200,
    answer: (_, { ident }) => ({ pricePoint: { ident, archivedAt: anyTime }, runningSubscriptions: 0 }),
    namesRecord: true,
  },
  unarchivePricePoint: {
    scope,
    prepare: async (call) => {
      const made = await makeSold(call);
      await post(call, `/price-points/${made.pricePoint}/archive`);
      return made;
    },
    request: (_, { pricePoint }) => ({ method: "POST", path: `/price-points/${pricePoint}/unarchive` }),
    status: 200,
    answer: (_, { ident }) => ({ ident, archivedAt: null }),
    namesRecord: true,
  },
};
