import type { ApiCase, Call, World } from "./api-cases";
import { makeSold } from "./api-catalogue-cases";
import { makeOffering } from "./api-offering-cases";

const scope = "access:write";
const at = ({ customer }: World) => `/customers/${customer}/entitlements`;

async function makeGrant(call: Call, world: World) {
  const { key } = await makeSold(call);
  const body = { entitlement: key, duration: "weekly" };
  const { json } = await call({ method: "POST", path: at(world), body });
  return { key, grant: (json as { id: string }).id };
}

export const accessCases: Record<string, ApiCase> = {
  listAccess: {
    scope: "billing:read",
    prepare: makeGrant,
    request: (world) => ({ method: "GET", path: at(world) }),
    status: 200,
    bad: (world) => [{ path: `${at(world)}?x=1`, field: "input" }],
    namesRecord: true,
  },
  grantEntitlement: {
    scope,
    prepare: makeSold,
    request: ({ userId }, { key }) => ({
      method: "POST",
      path: `/customers/${userId}/entitlements`,
      body: { entitlement: key, duration: "two_week", reason: "Outage", comment: "Asked by chat" },
    }),
    status: 201,
    answer: ({ customer }, { key }) => ({
      customer,
      entitlement: { key },
      revokedAt: null,
      actor: { kind: "api_key" },
    }),
    bad: (_, { key }) => [
      { body: { entitlement: key }, field: "until" },
      { body: { entitlement: key, duration: "fortnight" }, field: "duration" },
      { body: { entitlement: key, until: "2020-01-01T00:00:00Z" }, field: "until" },
      { body: { entitlement: key, duration: "daily", reason: "x".repeat(257) }, field: "reason" },
      { body: { duration: "daily" }, field: "entitlement" },
    ],
    namesRecord: true,
  },
  revokeGrant: {
    scope,
    prepare: makeGrant,
    request: (world, { grant }) => ({
      method: "POST",
      path: `${at(world)}/${grant}/revoke`,
      body: { reason: "Given by mistake" },
    }),
    status: 200,
    answer: (_, { grant, key }) => ({ id: grant, entitlement: { key } }),
    bad: () => [{ body: { reason: "x".repeat(257) }, field: "reason" }],
    namesRecord: true,
  },
  extendGrant: {
    scope,
    prepare: makeGrant,
    request: (world, { grant }) => ({
      method: "POST",
      path: `${at(world)}/${grant}/extend`,
      body: { duration: "lifetime" },
    }),
    status: 200,
    answer: (_, { grant }) => ({ id: grant, expiresAt: null }),
    bad: () => [
      { body: {}, field: "until" },
      { body: { until: "2020-01-01T00:00:00Z" }, field: "until" },
    ],
    namesRecord: true,
  },
  transferGrant: {
    scope,
    prepare: async (call, world) => ({ ...(await makeGrant(call, world)), to: await world.newVisitor() }),
    request: (world, { grant, to }) => ({
      method: "POST",
      path: `${at(world)}/${grant}/transfer`,
      body: { to },
    }),
    status: 200,
    answer: (_, { grant, key, to }) => ({ customer: to, transferredFrom: grant, entitlement: { key } }),
    bad: ({ customer }) => [
      { body: { to: customer }, field: "to" },
      { body: {}, field: "to" },
    ],
    namesRecord: true,
  },
  getCustomerOffering: {
    scope: "billing:read",
    request: ({ customer }) => ({ method: "GET", path: `/customers/${customer}/offering` }),
    status: 200,
    bad: ({ customer }) => [{ path: `/customers/${customer}/offering?x=1`, field: "input" }],
    namesRecord: true,
  },
  overrideOffering: {
    scope,
    prepare: makeOffering,
    request: ({ customer }, { offeringKey }) => ({
      method: "PUT",
      path: `/customers/${customer}/offering`,
      body: { offering: offeringKey, reason: "Asked for the old price" },
    }),
    status: 200,
    answer: (_, { offering }) => ({ offering: { id: offering }, chosen: { actor: { kind: "api_key" } } }),
    bad: () => [{ body: {}, field: "offering" }],
    namesRecord: true,
  },
  resetOffering: {
    scope,
    request: ({ customer }) => ({ method: "DELETE", path: `/customers/${customer}/offering` }),
    status: 200,
    answer: () => ({ chosen: null }),
    namesRecord: true,
  },
};
