import { type DeliveryFilter, type DeliveryList, noFilter } from "@/lib/webhooks/schema";

export type ListChange = Partial<DeliveryFilter> & Partial<Omit<DeliveryList, "filter">>;

export const plainList: DeliveryList = { filter: noFilter, size: 50, cursor: undefined };

/** The address of the list with some of it changed; anything but a new page starts at the first page. */
export function listHref(path: string, list: DeliveryList, change: ListChange = {}): string {
  const query = listQuery(list, change);
  return query ? `${path}?${query}` : path;
}

export function listQuery(list: DeliveryList, change: ListChange = {}): string {
  const filter = { ...list.filter, ...change };
  const { size, cursor } = { size: list.size, cursor: undefined, ...change };
  const pairs: [string, string | null | undefined][] = [
    ...filterPairs(filter),
    ["size", size === 50 ? null : String(size)],
    ["cursor", cursor],
  ];
  return pairs
    .flatMap(([key, value]) => (value ? [`${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`] : []))
    .join("&");
}

export function filterPairs(filter: DeliveryFilter): [string, string | null][] {
  return [
    ["state", filter.states.join(",")],
    ["type", filter.types.join(",")],
    ["window", filter.window],
    ["from", filter.from],
    ["to", filter.to],
    ["customer", filter.customer],
  ];
}

export function hasFilter(filter: DeliveryFilter): boolean {
  return filterPairs(filter).some(([, value]) => Boolean(value));
}
