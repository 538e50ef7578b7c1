import { z } from "zod";
import { environments, paymentProviders } from "../../db/columns";
import { addDays, isChoosable } from "../billing/dates";
import { statusNames } from "../billing/statuses";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { currencyCode } from "../core/money-fields";
import { listOperation, operation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { listTrouble } from "../customers/operations";
import { customerParams } from "../customers/params";
import { projectTerrain } from "../subscriptions/project-time";
import {
  showSimulation,
  showSubscription,
  simulationResource,
  subscriptionResource,
} from "../subscriptions/resource";
import { simulateSubscription } from "../subscriptions/simulation";
import { getSubscription, listCustomerSubscriptions, listSubscriptions } from "./queries";
import { checkWindows, endReasons, isAmount, noFilter, type SubscriptionFilter, viewNames } from "./schema";

const group = "Subscriptions";
const scope = "billing:read";
const example = "sub_01jd3m1zq8e2r9v7c4x5t6w8ya";

const params = z.strictObject({ subscription: z.string().max(100).describe("Subscription id (sub_…).") });

/** `RECURRING,AUTORENEW_OFF` */
const statusSet = z
  .string()
  .max(200)
  .transform((text, context) => {
    const names = text.split(",").map((name) => name.trim());
    const known = statusNames.filter((status) => names.includes(status));
    if (names.every((name) => known.some((status) => status === name))) return known;
    context.addIssue({
      code: "custom",
      message: `Write some of ${statusNames.join(", ")}, with commas between`,
    });
    return z.NEVER;
  });

const moment = z.iso
  .datetime({ offset: true, message: "Write a time as ISO 8601" })
  .transform((text) => new Date(text).toISOString());
const amount = z.string().refine(isAmount, "Write an amount as digits, such as 9.99");
const whole = z.coerce.number().int().min(0).max(1_000_000);

const listQuery = z.strictObject({
  environment: z.enum(environments).default("production"),
  customer: customerParams.shape.customer.optional(),
  view: z.enum(viewNames).default("all").describe("A tab of the console's list."),
  allOf: statusSet.optional().describe("Statuses that must all hold: `RECURRING,AUTORENEW_OFF`."),
  anyOf: statusSet.optional().describe("Statuses of which at least one holds."),
  noneOf: statusSet.optional().describe("Statuses of which none holds."),
  exactly: statusSet.optional().describe("Statuses that hold, and no others."),
  pricePoint: z.string().min(1).max(256).optional().describe("Ident of the price point."),
  provider: z.enum(paymentProviders).optional(),
  funnel: z.string().min(1).max(200).optional().describe("Alias of the funnel in which it was bought."),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "Write two capital letters, such as SE")
    .optional()
    .describe("Where the buyer was seen, as ISO 3166 writes it."),
  nextCheckWithin: z.enum(checkWindows).optional().describe("By the project's time."),
  nextCheckFrom: moment.optional(),
  nextCheckUntil: moment.optional().describe("Up to this time, without it; so are the others."),
  startedFrom: moment.optional(),
  startedUntil: moment.optional(),
  periodEndFrom: moment.optional(),
  periodEndUntil: moment.optional(),
  iterationFrom: whole.optional(),
  iterationTo: whole.optional(),
  amountFrom: amount.optional().describe("The price of a period, in decimal text."),
  amountTo: amount.optional(),
  currency: currencyCode.optional(),
  endReason: z.enum(endReasons).optional(),
  parked: z.enum(["yes"]).optional().describe("Only those about which a person must decide."),
  sort: z.enum(["created", "-created", "check", "-check"]).default("-created"),
});

export const listSubscriptionsOperation = listOperation({
  id: "listSubscriptions",
  path: "/subscriptions",
  group,
  scope,
  summary: "List subscriptions",
  description:
    "Those that match every part of the query. Statuses are sets: `exactly=RECURRING,AUTORENEW_OFF` finds those that have these two and no other. In the order of the next check, what has none comes last.",
  query: listQuery,
  item: subscriptionResource,
  examples: { query: { exactly: "RECURRING,AUTORENEW_OFF", sort: "check" } },
  run: async ({ ctx, query, page }) => {
    const { rows, nextCursor, problem } = await listSubscriptions(ctx, {
      filter: await filterOf(ctx, query),
      sort: {
        by: query.sort.endsWith("check") ? "check" : "created",
        isAscending: !query.sort.startsWith("-"),
      },
      size: page.limit,
      cursor: page.cursor ?? null,
    });
    if (problem) throw listTrouble(problem);
    return { data: rows.map(showSubscription), nextCursor };
  },
});

async function filterOf(ctx: Ctx, query: z.output<typeof listQuery>): Promise<SubscriptionFilter> {
  const { customer, pricePoint, provider, funnel, country, endReason } = query;
  const chosen = <Choice>(choice: Choice | undefined): Choice[] => (choice === undefined ? [] : [choice]);
  return {
    ...noFilter,
    environment: query.environment,
    view: query.view,
    statuses: {
      allOf: query.allOf ?? [],
      anyOf: query.anyOf ?? [],
      noneOf: query.noneOf ?? [],
      exactly: query.exactly ?? [],
    },
    profileIds: customer === undefined ? null : (await getCustomerByAnyId(ctx, customer)).profileIds,
    pricePoints: chosen(pricePoint),
    providers: chosen(provider),
    funnels: chosen(funnel),
    countries: chosen(country),
    endReasons: chosen(endReason),
    checkWithin: query.nextCheckWithin ?? null,
    checkFrom: query.nextCheckFrom ?? null,
    checkTo: query.nextCheckUntil ?? null,
    startedFrom: query.startedFrom ?? null,
    startedTo: query.startedUntil ?? null,
    periodEndFrom: query.periodEndFrom ?? null,
    periodEndTo: query.periodEndUntil ?? null,
    iterationFrom: query.iterationFrom ?? null,
    iterationTo: query.iterationTo ?? null,
    amountFrom: query.amountFrom ?? null,
    amountTo: query.amountTo ?? null,
    currency: query.currency ?? null,
    isParked: query.parked === "yes",
  };
}

export const getSubscriptionOperation = operation({
  id: "getSubscription",
  method: "GET",
  path: "/subscriptions/{subscription}",
  group,
  scope,
  summary: "Get a subscription",
  params,
  answer: subscriptionResource,
  examples: { params: { subscription: example } },
  run: async ({ ctx, params: { subscription } }) =>
    showSubscription(await getSubscription(ctx, subscription)),
});

export const listCustomerSubscriptionsOperation = operation({
  id: "listCustomerSubscriptions",
  method: "GET",
  path: "/customers/{customer}/subscriptions",
  group,
  scope,
  summary: "List the subscriptions of a customer",
  description: "Over all profiles of the customer, 100 at most: those that run first, newest first.",
  params: customerParams,
  answer: z.strictObject({ data: z.array(subscriptionResource) }),
  examples: { params: { customer: "usr_48213" } },
  run: async ({ ctx, params: { customer } }) => {
    const held = await listCustomerSubscriptions(ctx, await getCustomerByAnyId(ctx, customer));
    return { data: held.map(showSubscription) };
  },
});

export const simulateSubscriptionOperation = operation({
  id: "simulateSubscription",
  method: "GET",
  path: "/subscriptions/{subscription}/simulate",
  group,
  scope,
  summary: "Simulate a subscription",
  description:
    "What will happen from now on, step by step, if every charge is paid or every one declined: the rules by which the engine works, with nothing written. Refused with `conflict` for what a provider keeps.",
  params,
  query: z.strictObject({
    until: moment.optional().describe("How far to look: a year, unless told; ten years at most."),
    pays: z.enum(["yes", "no"]).default("yes").describe("`no`: every charge is declined."),
    pause: moment.optional().describe("As if it were paused now until this time."),
  }),
  answer: simulationResource,
  examples: { params: { subscription: example }, query: { pays: "no" } },
  run: async ({ ctx, params: { subscription }, query }) => {
    const held = await getSubscription(ctx, subscription);
    const { now } = await projectTerrain(ctx);
    const until = query.until ? new Date(query.until) : addDays(now, 366);
    if (!isChoosable(until, now)) {
      const message = "Choose a time to come, within ten years";
      throw new AppError("invalid", message, { until: message });
    }
    const pauseUntil = query.pause ? new Date(query.pause) : null;
    return showSimulation(
      held,
      await simulateSubscription(ctx, held, { until, pays: query.pays === "yes", pauseUntil }),
    );
  },
});

export const subscriptionListOperations = [
  listSubscriptionsOperation,
  getSubscriptionOperation,
  listCustomerSubscriptionsOperation,
  simulateSubscriptionOperation,
];
