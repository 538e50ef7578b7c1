import type { ApiCase, Call, Made, World } from "./api-cases";
import { lists } from "./api-lists";

export const identityCases: Record<string, ApiCase> = {
  updateCustomer: {
    scope: "customers:write",
    request: ({ userId }) => ({
      method: "PATCH",
      path: `/customers/${userId}`,
      body: { email: `new.${userId}@example.com`.toUpperCase() },
    }),
    status: 200,
    answer: ({ customer, userId }) => ({ id: customer, userId, email: `new.${userId}@example.com` }),
    bad: () => [
      { body: { email: "nobody" }, field: "email" },
      { body: { userId: "null" }, field: "userId" },
      { body: { userId: "" }, field: "userId" },
      { body: { name: "Mara" }, field: "input" },
    ],
    namesRecord: true,
  },
  mergeCustomers: {
    scope: "customers:merge",
    prepare: twoCustomers,
    request: (_, { one, other }) => ({
      method: "POST",
      path: `/customers/${one}/merge`,
      body: { other, samePerson: true, keep: { userId: "other" }, reason: "one person" },
    }),
    status: 200,
    answer: () => ({ profiles: 2 }),
    bad: () => [
      { body: {}, field: "other" },
      { body: { other: 7 }, field: "other" },
      { body: { other: "x", keep: { email: "mine" } }, field: "keep.email" },
    ],
    namesRecord: true,
  },
  unmergeCustomers: {
    scope: "customers:merge",
    prepare: mergedCustomers,
    request: (_, { one, merge }) => ({
      method: "POST",
      path: `/customers/${one}/unmerge`,
      body: { merge, reason: "two people" },
    }),
    status: 200,
    answer: (_, { customer, restored }) => ({ customerId: customer, restoredId: restored }),
    bad: () => [
      { body: {}, field: "merge" },
      { body: { merge: "mrg_x" }, field: "merge" },
    ],
    namesRecord: true,
  },
  listMerges: {
    scope: "customers:read",
    prepare: mergedCustomers,
    request: (_, { one }) => ({ method: "GET", path: `/customers/${one}/merges` }),
    status: 200,
    answer: (_, { merge }) => ({ data: [{ id: merge, rule: "picked" }] }),
    bad: (_, { one }) => [{ path: `/customers/${one}/merges?limit=1`, field: "input" }],
    namesRecord: true,
  },
  identifyCustomer: {
    scope: "customers:merge",
    prepare: async () => ({ appUserId: `app-${Math.random()}` }),
    request: ({ userId }, { appUserId }) => ({
      method: "POST",
      path: `/customers/${userId}/identify`,
      body: { appUserId },
    }),
    status: 200,
    answer: () => ({ outcome: "switch", mergeId: null }),
    bad: () => [
      { body: {}, field: "appUserId" },
      { body: { appUserId: "guest" }, field: "appUserId" },
    ],
    namesRecord: true,
  },
  addAlias: {
    scope: "customers:write",
    prepare: async () => ({ appUserId: `app-${Math.random()}` }),
    request: ({ userId }, { appUserId }) => ({
      method: "POST",
      path: `/customers/${userId}/aliases`,
      body: { appUserId },
    }),
    status: 200,
    answer: ({ customer }) => ({ id: customer }),
    bad: () => [
      { body: {}, field: "appUserId" },
      { body: { appUserId: "a/b" }, field: "appUserId" },
    ],
    namesRecord: true,
  },
  listDuplicates: {
    scope: "customers:read",
    request: () => ({ method: "GET", path: "/duplicates" }),
    status: 200,
    answer: () => ({ pagination: { hasMore: false, nextCursor: null } }),
    bad: () => lists("/duplicates"),
  },
  keepApart: {
    scope: "customers:merge",
    prepare: twoCustomers,
    request: (_, { one, other }) => ({ method: "PUT", path: `/customers/${one}/apart/${other}` }),
    status: 204,
    namesRecord: true,
  },
  decideAgain: {
    scope: "customers:merge",
    prepare: twoCustomers,
    request: (_, { one, other }) => ({ method: "DELETE", path: `/customers/${one}/apart/${other}` }),
    status: 204,
    namesRecord: true,
  },
  listBlockedIds: {
    scope: "customers:read",
    prepare: blockedId,
    request: () => ({ method: "GET", path: "/blocked-ids" }),
    status: 200,
    bad: () => [{ path: "/blocked-ids?limit=1", field: "input" }],
  },
  blockId: {
    scope: "project:write",
    prepare: async () => ({ value: `robot-${Math.random()}` }),
    request: (_, { value }) => ({ method: "POST", path: "/blocked-ids", body: { value, reason: "a test" } }),
    status: 204,
    bad: () => [
      { body: {}, field: "value" },
      { body: { value: " " }, field: "value" },
    ],
  },
  unblockId: {
    scope: "project:write",
    prepare: blockedId,
    request: (_, { value }) => ({ method: "DELETE", path: `/blocked-ids/${value}` }),
    status: 204,
  },
};

/** Two customers who exist for one request only. */
async function twoCustomers(call: Call, { userId }: World): Promise<Made> {
  const made = async (): Promise<string> => {
    const appUserId = `app-${Math.random()}`;
    await call({ method: "POST", path: `/customers/${userId}/identify`, body: { appUserId } });
    return appUserId;
  };
  return { one: await made(), other: await made() };
}

async function mergedCustomers(call: Call, world: World): Promise<Made> {
  const { one = "", other = "" } = await twoCustomers(call, world);
  const body = { other, samePerson: true };
  const { json } = await call({ method: "POST", path: `/customers/${one}/merge`, body });
  const { mergeId, customerId, mergedId } = json as Record<string, string>; // what the operation above answers
  return { one, other, merge: mergeId ?? "", customer: customerId ?? "", restored: mergedId ?? "" };
}

async function blockedId(call: Call): Promise<Made> {
  const value = `robot-${Math.random()}`;
  await call({ method: "POST", path: "/blocked-ids", body: { value } });
  return { value };
}
