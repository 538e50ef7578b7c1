import { z } from "zod";
import { showId } from "../core/ids";
import { listOperation, operation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { findCustomer } from "../customers/customer";
import { customerParams } from "../customers/params";
import { listAnswers } from "./answers";
import { listSessionEvents } from "./events";
import { getSession, listSessions } from "./queries";
import {
  customerSessionResource,
  sessionDetailResource,
  sessionEventResource,
  showAnswers,
  showCustomerSession,
  showSession,
  showSessionEvent,
} from "./resource";

const group = "Sessions";
const scope = "customers:read";
const sessionParams = z.strictObject({ session: z.string().max(100).describe("Session id (ses_…).") });
const eventsShown = 100;

export const listCustomerSessionsOperation = listOperation({
  id: "listCustomerSessions",
  path: "/customers/{customer}/sessions",
  group,
  scope,
  summary: "List the sessions of a customer",
  description: "One entry per visit, over all profiles of the customer.",
  params: customerParams,
  query: z.strictObject({ order: z.enum(["oldest", "newest"]).default("newest") }),
  item: customerSessionResource,
  examples: { params: { customer: "usr_48213" } },
  run: async ({ ctx, params, query, page }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { rows, nextCursor } = await listSessions(ctx, customer, {
      ...page,
      isNewestFirst: query.order === "newest",
    });
    return { data: rows.map(showCustomerSession), nextCursor };
  },
});

export const getSessionOperation = operation({
  id: "getSession",
  method: "GET",
  path: "/sessions/{session}",
  group,
  scope,
  summary: "Get a session",
  description: "With its answers and its first events.",
  params: sessionParams,
  answer: sessionDetailResource,
  examples: { params: { session: "ses_01jd3m1zq8e2r9v7c4x5t6w8ya" } },
  run: async ({ ctx, params }) => {
    const session = await getSession(ctx, params.session);
    const [customer, answers, { events, next }] = await Promise.all([
      findCustomer(ctx, session.profileId),
      listAnswers(ctx, session.id),
      listSessionEvents(ctx, session.id, { limit: eventsShown }),
    ]);
    return {
      ...showSession(session),
      customer: showId("profile", customer?.id ?? session.profileId),
      answers: showAnswers(answers),
      events: events.map(showSessionEvent),
      hasMoreEvents: next !== null,
    };
  },
});

export const listSessionEventsOperation = listOperation({
  id: "listSessionEvents",
  path: "/sessions/{session}/events",
  group,
  scope,
  summary: "List the events of a session",
  description: "In the order in which they happened.",
  params: sessionParams,
  item: sessionEventResource,
  examples: { params: { session: "ses_01jd3m1zq8e2r9v7c4x5t6w8ya" } },
  run: async ({ ctx, params, page }) => {
    const session = await getSession(ctx, params.session);
    const { events, next } = await listSessionEvents(ctx, session.id, page);
    return { data: events.map(showSessionEvent), nextCursor: next?.cursor ?? null };
  },
});

export const sessionOperations = [
  listCustomerSessionsOperation,
  getSessionOperation,
  listSessionEventsOperation,
];
