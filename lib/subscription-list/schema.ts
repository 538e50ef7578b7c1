import { z } from "zod";
import { type Environment, type PaymentProvider, paymentProviders } from "../../db/columns";
import type { EndReason } from "../billing/facts";
import { statusNames } from "../billing/statuses";
import type { StatusFilter } from "./status-sets";

export { paymentProviders, statusNames };

export const endReasons = [
  "cancelled",
  "unpaid",
  "refunded",
  "migrated",
  "erased",
  "ended_by_provider",
  "never_started",
] as const satisfies EndReason[];

const nothing: StatusFilter = { allOf: [], anyOf: [], noneOf: [], exactly: [] };

/** The tabs over the list. Trials, Active, Paused, Grace and retry, Upcoming and Expired part all there are. */
export const views = {
  all: nothing,
  trials: { ...nothing, allOf: ["INTRO"], noneOf: ["PAUSED", "RETRY"] },
  active: { ...nothing, allOf: ["RECURRING"], noneOf: ["PAUSED", "RETRY"] },
  "ends-soon": { ...nothing, allOf: ["AUTORENEW_OFF"] },
  paused: { ...nothing, allOf: ["PAUSED"] },
  trouble: { ...nothing, anyOf: ["GRACE", "RETRY"] },
  upcoming: { ...nothing, allOf: ["UPCOMING"] },
  expired: { ...nothing, allOf: ["EXPIRED"] },
} as const satisfies Record<string, StatusFilter>;
export type View = keyof typeof views;
export const viewNames = Object.keys(views) as View[]; // keys of a literal object

/** The four ways to ask for statuses, as an address says them. */
export const statusRules = ["all", "any", "exactly", "none"] as const;
export type StatusRule = (typeof statusRules)[number];

/** How long from now the next check may be. Overdue: its time is over. */
export const checkWindows = ["overdue", "1d", "7d", "30d"] as const;
export type CheckWindow = (typeof checkWindows)[number];

/** Which subscriptions: every field that is set must hold; of several choices in one, any. */
export type SubscriptionFilter = {
  environment: Environment;
  view: View;
  statuses: StatusFilter;
  /** Idents. */
  pricePoints: string[];
  providers: PaymentProvider[];
  /** Aliases. */
  funnels: string[];
  /** Of the buyer, as ISO 3166 writes them. */
  countries: string[];
  checkWithin: CheckWindow | null;
  /** Days in UTC, both included, or moments, of which the later is not included; so are the two spans below. */
  checkFrom: string | null;
  checkTo: string | null;
  startedFrom: string | null;
  startedTo: string | null;
  periodEndFrom: string | null;
  periodEndTo: string | null;
  iterationFrom: number | null;
  iterationTo: number | null;
  /** Of the price of a period, as decimal text. */
  amountFrom: string | null;
  amountTo: string | null;
  currency: string | null;
  endReasons: EndReason[];
  /** Only those about which a person must decide. */
  isParked: boolean;
  /** Those of one customer, by its profiles. */
  profileIds: string[] | null;
};

export type SubscriptionSort = { by: "check" | "created"; isAscending: boolean };

export const pageSizes = [25, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];

/** The list as its address says it. */
export type SubscriptionList = {
  filter: SubscriptionFilter;
  sort: SubscriptionSort;
  size: PageSize;
  cursor: string | null;
};

export const noFilter: Omit<SubscriptionFilter, "environment" | "view"> = {
  statuses: nothing,
  pricePoints: [],
  providers: [],
  funnels: [],
  countries: [],
  checkWithin: null,
  checkFrom: null,
  checkTo: null,
  startedFrom: null,
  startedTo: null,
  periodEndFrom: null,
  periodEndTo: null,
  iterationFrom: null,
  iterationTo: null,
  amountFrom: null,
  amountTo: null,
  currency: null,
  endReasons: [],
  isParked: false,
  profileIds: null,
};

const mostChoices = 20;

/** An address may say a thing twice, or with commas between. */
const words = z
  .union([z.string(), z.array(z.string()).transform((all) => all.join(","))])
  .optional()
  .catch(undefined)
  .transform((value) => [
    ...new Set(
      (value ?? "")
        .replaceAll("\0", "")
        .replaceAll(/\p{Surrogate}/gu, "\ufffd")
        .split(",")
        .map((word) => word.trim()),
    ),
  ])
  .transform((all) => all.filter((word) => word !== "" && word.length <= 256).slice(0, mostChoices));

const word = words.transform(([first]) => first ?? null);

function among<Choice extends string>(choices: readonly Choice[]) {
  return words.transform((all) => choices.filter((choice) => all.includes(choice)));
}

function oneOf<Choice extends string>(choices: readonly Choice[]) {
  return word.transform((value) => choices.find((choice) => choice === value) ?? null);
}

const wholeNumber = word.transform((value) => (value && /^\d{1,6}$/.test(value) ? Number(value) : null));
const decimal = word.transform((value) => (value && isAmount(value) ? value : null));
const day = word.transform((value) => (value && isDay(value) ? value : null));

/** Digits with a point, no larger and no finer than any price. */
export function isAmount(text: string): boolean {
  return /^\d{1,13}(\.\d{1,4})?$/.test(text);
}

/** Reads whatever an address holds; what makes no sense is left out, so that no address is an error. */
export const subscriptionList = z
  .object({
    view: oneOf(viewNames),
    all: among(statusNames),
    any: among(statusNames),
    none: among(statusNames),
    exactly: among(statusNames),
    // How a form says one of the four.
    rule: oneOf(statusRules),
    status: among(statusNames),
    price: words,
    provider: among(paymentProviders),
    funnel: words,
    country: words.transform((all) => all.filter((code) => /^[A-Z]{2}$/.test(code))),
    check: oneOf(checkWindows),
    "check-from": day,
    "check-to": day,
    "started-from": day,
    "started-to": day,
    "period-end-from": day,
    "period-end-to": day,
    "iteration-from": wholeNumber,
    "iteration-to": wholeNumber,
    "amount-from": decimal,
    "amount-to": decimal,
    currency: word.transform((code) => (code && /^[A-Z]{3}$/.test(code) ? code : null)),
    ended: among(endReasons),
    parked: word,
    preview: word,
    sort: word,
    size: word.transform((value) => pageSizes.find((size) => String(size) === value) ?? 50),
    cursor: word,
  })
  .transform(({ rule, status, ...address }): SubscriptionList => {
    const ofRule = (name: StatusRule, said: StatusFilter["allOf"]) =>
      (rule ?? "all") === name ? [...new Set([...said, ...status])] : said;
    return {
      filter: {
        environment: address.preview === "1" ? "preview" : "production",
        view: address.view ?? "all",
        statuses: {
          allOf: ofRule("all", address.all),
          anyOf: ofRule("any", address.any),
          noneOf: ofRule("none", address.none),
          exactly: ofRule("exactly", address.exactly),
        },
        pricePoints: address.price,
        providers: address.provider,
        funnels: address.funnel,
        countries: address.country,
        checkWithin: address.check,
        checkFrom: address["check-from"],
        checkTo: address["check-to"],
        startedFrom: address["started-from"],
        startedTo: address["started-to"],
        periodEndFrom: address["period-end-from"],
        periodEndTo: address["period-end-to"],
        iterationFrom: address["iteration-from"],
        iterationTo: address["iteration-to"],
        amountFrom: address["amount-from"],
        amountTo: address["amount-to"],
        currency: address.currency,
        endReasons: address.ended,
        isParked: address.parked === "1",
        profileIds: null,
      },
      sort: {
        by: address.sort?.endsWith("created") ? "created" : "check",
        isAscending: address.sort === null || !address.sort.startsWith("-"),
      },
      size: address.size,
      cursor: address.cursor,
    };
  });

function isDay(value: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** What the address of the simulator may say. */
export const simulatorSearch = z.object({
  simulate: z
    .string()
    .regex(/^sub_[0-9a-z]{26}$/)
    .optional()
    .catch(undefined),
  until: z.string().refine(isDay).optional().catch(undefined),
  pays: z.enum(["yes", "no"]).catch("yes"),
  pause: z.string().refine(isDay).optional().catch(undefined),
});
export type SimulatorSearch = z.output<typeof simulatorSearch>;
