import { z } from "zod";
import { environments } from "../../db/columns";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { listOperation, operation } from "../core/operation";
import { listIdentifiers } from "../search/identifiers";
import { getCustomerByAnyId } from "./any-id";
import { listAttributes, listIntegrations } from "./facts";
import { customerParams } from "./params";
import { listCustomers } from "./queries";
import { customerResource, customerSummaryResource, showCustomer, showCustomerSummary } from "./resource";
import { type CustomerFilter, maxEmailPart, providers } from "./schema";

const group = "Customers";

const dayOrMoment = z
  .union([z.iso.date(), z.iso.datetime()], "Write a day or a moment, such as 2026-08-20")
  .refine((text) => /^(19|20)/.test(text), "Write a day or a moment between 1900 and 2099");
const mostAttributes = 10;
const attributeKey = z.string().min(1).max(40);

export const customerFilterQuery = z.strictObject({
  environment: z.enum(environments).default("production"),
  email: z.string().min(1).max(maxEmailPart).optional().describe("Part of an email address, in any case."),
  funnel: z.string().min(1).max(200).optional().describe("Alias of a funnel that was visited."),
  integration: z.enum(providers).optional().describe("A provider that knows the customer."),
  optedIn: z
    .enum(["no"])
    .optional()
    .describe("`no`: only those who have allowed no purpose, or taken it back."),
  createdFrom: dayOrMoment
    .optional()
    .describe("First visit on or after this day, or at or after this moment."),
  createdTo: dayOrMoment.optional().describe("First visit on or before this day, or before this moment."),
  attribute: z
    .record(attributeKey, z.string().max(1_000))
    .refine((all) => Object.keys(all).length <= mostAttributes, `Name at most ${mostAttributes} attributes`)
    .optional()
    .describe("The value of an attribute: `attribute[plan]=pro`. Several must all hold."),
  tag: z.string().min(1).max(100).optional().describe("A tag that the customer has."),
});

export function filterOf(query: z.output<typeof customerFilterQuery>): CustomerFilter {
  return {
    environment: query.environment,
    emailPart: query.email ?? null,
    funnels: query.funnel === undefined ? [] : [query.funnel],
    integrations: query.integration === undefined ? [] : [query.integration],
    notOptedIn: query.optedIn === "no",
    attributes: query.attribute ?? {},
    tags: query.tag === undefined ? [] : [query.tag],
    from: query.createdFrom ?? null,
    to: query.createdTo ?? null,
  };
}

export const listCustomersOperation = listOperation({
  id: "listCustomers",
  path: "/customers",
  group,
  scope: "customers:read",
  summary: "List customers",
  description: "Those whose first visit was last come first.",
  query: customerFilterQuery,
  item: customerSummaryResource,
  examples: { query: { email: "@example.com", createdFrom: "2026-08-01" } },
  run: async ({ ctx, query, page }) => {
    const { rows, nextCursor, problem } = await listCustomers(ctx, {
      filter: filterOf(query),
      sort: { by: "created", isAscending: false },
      size: page.limit,
      columns: [],
      cursor: page.cursor ?? null,
    });
    if (problem) throw listTrouble(problem);
    return { data: rows.map((row) => showCustomerSummary(row, query.environment)), nextCursor };
  },
});

export function listTrouble(problem: "cursor" | "time"): AppError {
  if (problem === "cursor")
    return new AppError("invalid", "This cursor is damaged. Begin again without one.", {
      cursor: "Not a cursor of this list",
    });
  return new AppError(
    "unavailable",
    "This filter takes too long to answer. Narrow it down, for instance by day.",
  );
}

export const getCustomerOperation = operation({
  id: "getCustomer",
  method: "GET",
  path: "/customers/{customer}",
  group,
  scope: "customers:read",
  summary: "Get a customer",
  description:
    "By profile id, user id or alias. The id of a profile that was merged goes on working: the answer has the canonical `id`, and `merged_into` says so.",
  params: customerParams,
  answer: customerResource,
  examples: { params: { customer: "usr_48213" } },
  run: ({ ctx, params }) => shownCustomer(ctx, params.customer),
});

export async function shownCustomer(ctx: Ctx, askedFor: string) {
  const customer = await getCustomerByAnyId(ctx, askedFor);
  const [identifiers, attributes, integrations] = await Promise.all([
    listIdentifiers(ctx, customer),
    listAttributes(ctx, customer),
    listIntegrations(ctx, customer),
  ]);
  return showCustomer(customer, { identifiers, attributes, integrations }, askedFor);
}

export const customerOperations = [listCustomersOperation, getCustomerOperation];
