import type { ApiCase, Call, Made, World } from "./api-cases";
import { lists } from "./api-lists";

async function heldErasure(call: Call, { newVisitor }: World): Promise<Made> {
  const visitor = await newVisitor();
  const { json } = await call({
    method: "POST",
    path: "/erasures",
    body: { customers: [visitor], holdDays: 30 },
  });
  const { data } = json as { data: { id: string }[] };
  return { visitor, erasure: data[0]?.id ?? "" };
}

/** Consents, exports and erasures: what each operation answers to whom. */
export const privacyCases: Record<string, ApiCase> = {
  listConsents: {
    scope: "customers:read",
    prepare: async (call, { customer }) => {
      const body = { purpose: "contract", state: "granted" };
      await call({ method: "POST", path: `/customers/${customer}/consents`, body });
      return {};
    },
    request: ({ userId }) => ({ method: "GET", path: `/customers/${userId}/consents?limit=1` }),
    status: 200,
    answer: ({ customer }) => ({ data: [{ profileId: customer, source: "api" }] }),
    bad: ({ customer }) => lists(`/customers/${customer}/consents`),
    namesRecord: true,
  },
  recordConsent: {
    scope: "customers:write",
    request: ({ customer }) => ({
      method: "POST",
      path: `/customers/${customer}/consents`,
      body: { purpose: "marketing", state: "denied", policyVersion: "2" },
    }),
    status: 201,
    answer: ({ customer }) => ({
      profileId: customer,
      purpose: "marketing",
      state: "denied",
      source: "api",
      policyVersion: "2",
    }),
    bad: () => [
      { body: { purpose: "marketing", state: "maybe" }, field: "state" },
      { body: { purpose: " ", state: "denied" }, field: "purpose" },
      { body: { purpose: "a", state: "denied", source: "funnel" }, field: "input" },
    ],
    namesRecord: true,
  },
  requestErasures: {
    scope: "customers:erase",
    prepare: async (_, { newVisitor }) => ({ visitor: await newVisitor() }),
    request: (_, { visitor }) => ({
      method: "POST",
      path: "/erasures",
      body: { customers: [visitor], holdDays: 30, reason: "Asked by letter" },
    }),
    status: 202,
    answer: (_, { visitor }) => ({ data: [{ state: "held", customer: visitor, receipt: null }] }),
    bad: (_, { visitor }) => [
      { body: { customers: [] }, field: "customers" },
      { body: { customers: [visitor], holdDays: 31 }, field: "holdDays" },
      { body: { customers: [visitor], holdDays: "7" }, field: "holdDays" },
    ],
    namesRecord: true,
  },
  listErasures: {
    scope: "customers:read",
    prepare: heldErasure,
    request: () => ({ method: "GET", path: "/erasures?limit=1" }),
    status: 200,
    answer: (_, { erasure, visitor }) => ({ data: [{ id: erasure, customer: visitor, state: "held" }] }),
    bad: () => lists("/erasures"),
  },
  getErasure: {
    scope: "customers:read",
    prepare: heldErasure,
    request: (_, { erasure }) => ({ method: "GET", path: `/erasures/${erasure}` }),
    status: 200,
    answer: (_, { erasure, visitor }) => ({
      id: erasure,
      customer: visitor,
      goes: { Profiles: 1, Visits: 1 },
    }),
    bad: (_, { erasure }) => [{ path: `/erasures/${erasure}?x=1`, field: "input" }],
    namesRecord: true,
  },
  cancelErasure: {
    scope: "customers:erase",
    prepare: heldErasure,
    request: (_, { erasure }) => ({ method: "POST", path: `/erasures/${erasure}/cancel` }),
    status: 200,
    answer: (_, { erasure }) => ({ id: erasure, state: "cancelled", customer: null }),
    bad: (_, { erasure }) => [{ path: `/erasures/${erasure}/cancel?x=1`, field: "input" }],
    namesRecord: true,
  },
  requestExport: {
    scope: "customers:export",
    request: ({ userId }) => ({ method: "POST", path: `/customers/${userId}/exports` }),
    status: 202,
    answer: ({ customer }) => ({ customer, state: "waiting", size: null }),
    bad: ({ customer }) => [{ path: `/customers/${customer}/exports?x=1`, field: "input" }],
    namesRecord: true,
  },
  getExport: {
    scope: "customers:export",
    request: (world) => ({ method: "GET", path: `/exports/${world.export}` }),
    status: 200,
    answer: ({ customer, ...world }) => ({ id: world.export, customer, state: "ready", size: 3 }),
    bad: (world) => [{ path: `/exports/${world.export}?x=1`, field: "input" }],
    namesRecord: true,
  },
  downloadExport: {
    scope: "customers:export",
    request: (world) => ({ method: "GET", path: `/exports/${world.export}/pieces` }),
    status: 200,
    answer: () => [{ piece: 0, content: Buffer.from("zip").toString("base64") }],
    bad: (world) => [{ path: `/exports/${world.export}/pieces?x=1`, field: "input" }],
    namesRecord: true,
  },
};
