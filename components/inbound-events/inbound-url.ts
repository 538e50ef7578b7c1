import { type InboundFilter, type InboundList, noFilter } from "@/lib/inbound-events/schema";

export type ListChange = Partial<InboundFilter> & Partial<Omit<InboundList, "filter">>;

export const plainList: InboundList = { filter: noFilter, size: 50, cursor: undefined };

/** The address of the list with some of it changed; anything but a new page starts at the first page. */
export function listHref(path: string, list: InboundList, change: ListChange = {}): string {
  const query = listQuery(list, change);
  return query ? `${path}?${query}` : path;
}

export function listQuery(list: InboundList, change: ListChange = {}): string {
  const { states, type, error, window } = { ...list.filter, ...change };
  const { size, cursor } = { size: list.size, cursor: undefined, ...change };
  const pairs: [string, string | null | undefined][] = [
    ["state", states.join(",")],
    ["type", type],
    ["error", error],
    ["window", window],
    ["size", size === 50 ? null : String(size)],
    ["cursor", cursor],
  ];
  return pairs
    .flatMap(([key, value]) => (value ? [`${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`] : []))
    .join("&");
}

export function hasFilter({ states, type, error, window }: InboundFilter): boolean {
  return states.length > 0 || type !== null || error !== null || window !== null;
}
