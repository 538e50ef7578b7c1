import type { Permission } from "@/lib/core/permissions";
import { eventTypes } from "@/lib/events/catalogue";
import { accessCases } from "./api-access-cases";
import { attributeCases } from "./api-attribute-cases";
import { catalogueCases } from "./api-catalogue-cases";
import { identityCases } from "./api-identity-cases";
import { lists } from "./api-lists";
import { noteCases } from "./api-note-cases";
import { offeringCases } from "./api-offering-cases";
import { privacyCases } from "./api-privacy-cases";
import { subscriptionCases } from "./api-subscription-cases";
import { subscriptionListCases } from "./api-subscription-list-cases";
import { supportCases } from "./api-support-cases";
import { transactionCases } from "./api-transaction-cases";
import { webhookCases } from "./api-webhook-cases";

/** Records of one project, made anew for the contract test. Ids as they are shown. */
export type World = {
  customer: string;
  userId: string;
  session: string;
  funnel: string;
  event: string;
  /** The ident of a monthly one. */
  pricePoint: string;
  /** A ZIP that is ready. */
  export: string;
  /** Its endpoint, and one delivery to it that failed. */
  endpoint: string;
  delivery: string;
  /** Somebody else in preview mode, for what cannot be undone. */
  newVisitor: () => Promise<string>;
};

export type ApiRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  /** Sends an Idempotency-Key of its own, without which what moves money is refused. */
  isKeyed?: boolean;
};

export type ApiAnswer = { status: number; headers: Record<string, string>; json: unknown; text: string };
export type Call = (request: ApiRequest) => Promise<ApiAnswer>;

export type Made = Record<string, string>;

export type ApiCase = {
  /** The scope without which the operation answers 403. */
  scope: Permission;
  /** Makes what the request needs besides, such as a note to delete: its ids are `made`. Anew before each request. */
  prepare?: (call: Call, world: World) => Promise<Made>;
  request: (world: World, made: Made) => ApiRequest;
  status: number;
  /** What the answer holds at least. */
  answer?: (world: World, made: Made) => Record<string, unknown> | unknown[];
  /** Requests that are refused with 400, and the field that the answer names. */
  bad?: (world: World, made: Made) => (Partial<ApiRequest> & { field: string })[];
  /** True where the address names a record: that of another project is 404. */
  namesRecord?: boolean;
};

/** Written by hand, by operation: what each answers to whom. Nothing here is read from the schemas that it tests. */
export const apiCases: Record<string, ApiCase> = {
  ...noteCases,
  ...attributeCases,
  ...subscriptionCases,
  ...subscriptionListCases,
  ...transactionCases,
  ...supportCases,
  ...webhookCases,
  listCustomers: {
    scope: "customers:read",
    request: ({ userId }) => ({ method: "GET", path: `/customers?email=${userId}&attribute[goal]=sleep` }),
    status: 200,
    answer: ({ customer, userId }) => ({
      data: [{ id: customer, userId, environment: "production" }],
      pagination: { hasMore: false, nextCursor: null },
    }),
    bad: () => [
      ...lists("/customers"),
      { path: "/customers?createdFrom=yesterday", field: "createdFrom" },
      { path: "/customers?createdFrom=0000-01-01", field: "createdFrom" },
      { path: "/customers?createdTo=9999-12-31", field: "createdTo" },
      { path: "/customers?environment=staging", field: "environment" },
      { path: "/customers?integration=acme", field: "integration" },
      { path: "/customers?attribute=goal", field: "attribute" },
    ],
  },
  getCustomer: {
    scope: "customers:read",
    request: ({ userId }) => ({ method: "GET", path: `/customers/${userId}` }),
    status: 200,
    answer: ({ customer, userId }) => ({
      id: customer,
      userId,
      merged_into: null,
      attributes: { goal: "sleep" },
    }),
    bad: ({ customer }) => [{ path: `/customers/${customer}?limit=1`, field: "input" }],
    namesRecord: true,
  },
  ...identityCases,
  listTimeline: {
    scope: "customers:read",
    request: ({ customer }) => ({
      method: "GET",
      path: `/customers/${customer}/timeline?kind=visits&limit=1`,
    }),
    status: 200,
    answer: ({ customer }) => ({ data: [{ profileId: customer, actor: { kind: "visitor", id: customer } }] }),
    bad: ({ customer }) => [
      ...lists(`/customers/${customer}/timeline`),
      { path: `/customers/${customer}/timeline?kind=lies`, field: "kind" },
    ],
    namesRecord: true,
  },
  listCustomerSessions: {
    scope: "customers:read",
    request: ({ userId }) => ({ method: "GET", path: `/customers/${userId}/sessions?order=oldest` }),
    status: 200,
    answer: ({ session, funnel, customer }) => ({
      data: [{ id: session, profileId: customer, funnel: { id: funnel }, screens: 1, lastScreen: "goal" }],
    }),
    bad: ({ customer }) => lists(`/customers/${customer}/sessions`),
    namesRecord: true,
  },
  getSession: {
    scope: "customers:read",
    request: ({ session }) => ({ method: "GET", path: `/sessions/${session}` }),
    status: 200,
    answer: ({ session, customer }) => ({
      id: session,
      customer,
      url: "https://quiz.example/?token=hidden",
      answers: { goal: "sleep" },
      events: [{ name: "screen_presented", properties: { screen_id: "goal" } }],
      hasMoreEvents: false,
    }),
    bad: ({ session }) => [{ path: `/sessions/${session}?x=1`, field: "input" }],
    namesRecord: true,
  },
  listSessionEvents: {
    scope: "customers:read",
    request: ({ session }) => ({ method: "GET", path: `/sessions/${session}/events` }),
    status: 200,
    answer: () => ({ data: [{ name: "screen_presented" }] }),
    bad: ({ session }) => lists(`/sessions/${session}/events`),
    namesRecord: true,
  },
  listFunnels: {
    scope: "funnels:read",
    request: () => ({ method: "GET", path: "/funnels" }),
    status: 200,
    answer: ({ funnel }) => ({ data: [{ id: funnel, alias: "contract", title: "Contract" }] }),
    bad: () => lists("/funnels"),
  },
  getFunnel: {
    scope: "funnels:read",
    request: ({ funnel }) => ({ method: "GET", path: `/funnels/${funnel}` }),
    status: 200,
    answer: ({ funnel }) => ({ id: funnel, alias: "contract" }),
    bad: ({ funnel }) => [{ path: `/funnels/${funnel}?x=1`, field: "input" }],
    namesRecord: true,
  },
  listEvents: {
    scope: "customers:read",
    request: ({ customer }) => ({ method: "GET", path: `/events?type=profile.created&customer=${customer}` }),
    status: 200,
    answer: ({ event, customer }) => ({
      data: [{ id: event, type: "profile.created", profileId: customer }],
    }),
    bad: () => [...lists("/events"), { path: "/events?type=profile.lost", field: "type" }],
  },
  getEvent: {
    scope: "customers:read",
    request: ({ event }) => ({ method: "GET", path: `/events/${event}` }),
    status: 200,
    answer: ({ event }) => ({ id: event, type: "profile.created", sequence: 1 }),
    bad: ({ event }) => [{ path: `/events/${event}?x=1`, field: "input" }],
    namesRecord: true,
  },
  listCustomerEvents: {
    scope: "customers:read",
    request: ({ userId }) => ({ method: "GET", path: `/customers/${userId}/events?group=visits` }),
    status: 200,
    answer: ({ customer, session }) => ({
      data: [{ type: "onboarding.started", profileId: customer, data: { session_id: session } }],
    }),
    bad: ({ customer }) => [
      ...lists(`/customers/${customer}/events`),
      { path: `/customers/${customer}/events?group=lies`, field: "group" },
      { path: `/customers/${customer}/events?state=lost`, field: "state" },
    ],
    namesRecord: true,
  },
  listEventTypes: {
    scope: "customers:read",
    request: () => ({ method: "GET", path: "/event-types" }),
    status: 200,
    answer: () => ({
      data: eventTypes.map((type) => ({ type, schema: { type: "object" }, example: { type, sequence: 42 } })),
    }),
    bad: () => [{ path: "/event-types?limit=1", field: "input" }],
  },
  listAuditLog: {
    scope: "audit:read",
    request: () => ({ method: "GET", path: "/audit-log?action=project.create" }),
    status: 200,
    answer: () => ({ data: [{ action: "project.create", actor: { kind: "user" } }] }),
    bad: () => lists("/audit-log"),
  },
  ...privacyCases,
  ...catalogueCases,
  ...offeringCases,
  ...accessCases,
  readCustomers: {
    scope: "customers:read",
    request: ({ userId }) => ({
      method: "GET",
      path: `/bulk/customers?email=${userId}&include=sessions,events`,
    }),
    status: 200,
    answer: ({ customer, session }) => [
      { type: "customer", id: customer, profileIds: [customer] },
      { type: "session", id: session },
      { type: "event", session, name: "screen_presented" },
      { type: "end", customers: 1 },
    ],
    bad: () => [{ path: "/bulk/customers?include=secrets", field: "include" }],
  },
};
