import type { ApiCase, Call } from "./api-cases";
import { among, anyTime, list, makeSold, post, unique } from "./api-catalogue-cases";

export async function makeOffering(call: Call) {
  const sold = await makeSold(call);
  const offeringKey = `off-${unique()}`;
  const packages = [{ key: "$monthly", pricePoint: sold.pricePoint }];
  const { id: offering = "" } = await post(call, "/offerings", {
    key: offeringKey,
    name: "Spring",
    packages,
  });
  return { ...sold, offering, offeringKey };
}

const scope = "catalogue:write";

export const offeringCases: Record<string, ApiCase> = {
  listEntitlements: {
    ...list("/entitlements"),
    prepare: makeSold,
    answer: (_, { entitlement, key }) => ({ data: among({ id: entitlement, key, name: "Premium" }) }),
  },
  createEntitlement: {
    scope,
    prepare: async () => ({ key: `ent-${unique()}` }),
    request: (_, { key }) => ({ method: "POST", path: "/entitlements", body: { key, name: "Premium" } }),
    status: 201,
    answer: (_, { key }) => ({ key, name: "Premium", archivedAt: null }),
    bad: () => [
      { body: { key: "a b", name: "Premium" }, field: "key" },
      { body: { key: "fine", name: "" }, field: "name" },
    ],
  },
  getEntitlement: {
    scope: "billing:read",
    prepare: makeSold,
    request: (_, { key }) => ({ method: "GET", path: `/entitlements/${key}` }),
    status: 200,
    answer: (_, { entitlement, key }) => ({ id: entitlement, key }),
    namesRecord: true,
  },
  renameEntitlement: {
    scope,
    prepare: makeSold,
    request: (_, { key }) => ({
      method: "PATCH",
      path: `/entitlements/${key}`,
      body: { name: "All access" },
    }),
    status: 200,
    answer: (_, { key }) => ({ key, name: "All access" }),
    bad: () => [{ body: { name: "" }, field: "name" }],
    namesRecord: true,
  },
  archiveEntitlement: {
    scope,
    prepare: makeSold,
    request: (_, { key }) => ({ method: "POST", path: `/entitlements/${key}/archive` }),
    status: 200,
    answer: (_, { key }) => ({ key, archivedAt: anyTime }),
    namesRecord: true,
  },
  unarchiveEntitlement: {
    scope,
    prepare: async (call) => {
      const made = await makeSold(call);
      await post(call, `/entitlements/${made.key}/archive`);
      return made;
    },
    request: (_, { key }) => ({ method: "POST", path: `/entitlements/${key}/unarchive` }),
    status: 200,
    answer: (_, { key }) => ({ key, archivedAt: null }),
    namesRecord: true,
  },
  listOfferings: {
    ...list("/offerings"),
    prepare: makeOffering,
    answer: (_, { offering, offeringKey, pricePoint, ident }) => ({
      data: among({
        id: offering,
        key: offeringKey,
        packages: [{ key: "$monthly", pricePoint: { id: pricePoint, ident } }],
      }),
    }),
  },
  createOffering: {
    scope,
    prepare: async (call) => ({ ...(await makeSold(call)), key: `off-${unique()}` }),
    request: (_, { key, pricePoint }) => ({
      method: "POST",
      path: "/offerings",
      body: { key, name: "Spring", packages: [{ key: "$monthly", pricePoint }] },
    }),
    status: 201,
    answer: (_, { key, ident }) => ({ key, isCurrent: false, packages: [{ pricePoint: { ident } }] }),
    bad: (_, { pricePoint }) => {
      const each = { key: "a", pricePoint };
      return [
        { body: { key: "a b", name: "Spring" }, field: "key" },
        { body: { key: "fine", name: "Spring", packages: [each, each] }, field: "packages" },
        {
          body: { key: "fine", name: "Spring", packages: [{ ...each, key: "" }] },
          field: "packages.0.key",
        },
      ];
    },
  },
  getOffering: {
    scope: "billing:read",
    prepare: makeOffering,
    request: (_, { offeringKey }) => ({ method: "GET", path: `/offerings/${offeringKey}` }),
    status: 200,
    answer: (_, { offering }) => ({ id: offering, name: "Spring" }),
    namesRecord: true,
  },
  updateOffering: {
    scope,
    prepare: makeOffering,
    request: (_, { offering }) => ({
      method: "PATCH",
      path: `/offerings/${offering}`,
      body: { name: "Summer", packages: [] },
    }),
    status: 200,
    answer: () => ({ name: "Summer", packages: [] }),
    bad: () => [{ body: { packages: [{ key: "a", pricePoint: "pp_1" }] }, field: "packages.0.pricePoint" }],
    namesRecord: true,
  },
  makeOfferingCurrent: {
    scope,
    prepare: makeOffering,
    request: (_, { offering }) => ({ method: "POST", path: `/offerings/${offering}/make-current` }),
    status: 200,
    answer: (_, { offering }) => ({ id: offering, isCurrent: true }),
    namesRecord: true,
  },
  archiveOffering: {
    scope,
    prepare: makeOffering,
    request: (_, { offering }) => ({ method: "POST", path: `/offerings/${offering}/archive` }),
    status: 200,
    answer: (_, { offering }) => ({ id: offering, archivedAt: anyTime }),
    namesRecord: true,
  },
  unarchiveOffering: {
    scope,
    prepare: async (call) => {
      const made = await makeOffering(call);
      await post(call, `/offerings/${made.offering}/archive`);
      return made;
    },
    request: (_, { offering }) => ({ method: "POST", path: `/offerings/${offering}/unarchive` }),
    status: 200,
    answer: (_, { offering }) => ({ id: offering, archivedAt: null }),
    namesRecord: true,
  },
};
