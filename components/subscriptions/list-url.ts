import {
  noFilter,
  type SubscriptionFilter,
  type SubscriptionList,
  type SubscriptionSort,
} from "@/lib/subscription-list/schema";

export type ListChange = Partial<SubscriptionFilter> & Partial<Omit<SubscriptionList, "filter">>;

/** The address of the list with some of it changed; anything but a new page starts at the first page. */
export function listHref(path: string, list: SubscriptionList, change: ListChange = {}): string {
  const query = listQuery(list, change);
  return query ? `${path}?${query}` : path;
}

export function listQuery(list: SubscriptionList, change: ListChange = {}): string {
  const filter = { ...list.filter, ...change };
  const { sort, size, cursor } = { ...list, cursor: null, ...change };
  return query([
    ["view", filter.view === "all" ? null : filter.view],
    ...filterPairs(filter),
    ["preview", filter.environment === "preview" ? "1" : null],
    ["sort", sortName(sort)],
    ["size", size === 50 ? null : String(size)],
    ["cursor", cursor],
  ]);
}

function filterPairs(filter: SubscriptionFilter): [string, string | null][] {
  const { statuses } = filter;
  return [
    ["all", statuses.allOf.join(",")],
    ["any", statuses.anyOf.join(",")],
    ["none", statuses.noneOf.join(",")],
    ["exactly", statuses.exactly.join(",")],
    ["price", filter.pricePoints.join(",")],
    ["provider", filter.providers.join(",")],
    ["funnel", filter.funnels.join(",")],
    ["country", filter.countries.join(",")],
    ["check", filter.checkWithin],
    ["check-from", filter.checkFrom],
    ["check-to", filter.checkTo],
    ["started-from", filter.startedFrom],
    ["started-to", filter.startedTo],
    ["period-end-from", filter.periodEndFrom],
    ["period-end-to", filter.periodEndTo],
    ["iteration-from", numeral(filter.iterationFrom)],
    ["iteration-to", numeral(filter.iterationTo)],
    ["amount-from", filter.amountFrom],
    ["amount-to", filter.amountTo],
    ["currency", filter.currency],
    ["ended", filter.endReasons.join(",")],
    ["parked", filter.isParked ? "1" : null],
  ];
}

export function hasFilter(filter: SubscriptionFilter): boolean {
  return filterPairs(filter).some(([, value]) => Boolean(value));
}

/** An empty list of everything, to name one of its views or filters by. */
export function plainList(environment: SubscriptionFilter["environment"]): SubscriptionList {
  return {
    filter: { ...noFilter, environment, view: "all" },
    sort: { by: "check", isAscending: true },
    size: 50,
    cursor: null,
  };
}

function sortName({ by, isAscending }: SubscriptionSort): string | null {
  return by === "check" && isAscending ? null : `${isAscending ? "" : "-"}${by}`;
}

function numeral(value: number | null): string | null {
  return value === null ? null : String(value);
}

// Commas stay as they are: people read and mend these addresses.
function query(pairs: [string, string | null][]): string {
  return pairs
    .filter((pair): pair is [string, string] => Boolean(pair[1]))
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`)
    .join("&");
}
