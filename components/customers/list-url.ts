import type { CustomerFilter, CustomerList } from "@/lib/customers/schema";

export type ListChange = Partial<CustomerFilter> & Partial<Omit<CustomerList, "filter">>;

/** The address of the list with some of it changed; anything but a new page starts at the first page. */
export function listHref(path: string, list: CustomerList, change: ListChange = {}): string {
  const query = listQuery(list, change);
  return query ? `${path}?${query}` : path;
}

export function listQuery(list: CustomerList, change: ListChange = {}): string {
  const filter = { ...list.filter, ...change };
  const { sort, size, columns, cursor } = { ...list, cursor: null, ...change };
  const sortName = `${sort.isAscending ? "" : "-"}${sort.by}`;
  return query([
    ["email", filter.emailPart],
    ...funnelPairs(filter.funnels),
    ["integration", filter.integrations.join(",")],
    ["consent", filter.notOptedIn ? "none" : null],
    ["tag", filter.tags.join(",")],
    ...Object.entries(filter.attributes).map(([key, value]): [string, string] => [
      `attribute[${key}]`,
      value,
    ]),
    ["from", filter.from],
    ["to", filter.to],
    ["preview", filter.environment === "preview" ? "1" : null],
    ["sort", sortName === "-created" ? null : sortName],
    ["columns", columns.join(",")],
    ["size", size === 50 ? null : String(size)],
    ["cursor", cursor],
  ]);
}

export const noFilter = {
  emailPart: null,
  funnels: [],
  integrations: [],
  notOptedIn: false,
  attributes: {},
  tags: [],
  from: null,
  to: null,
};

export function hasFilter(filter: CustomerFilter): boolean {
  const { emailPart, funnels, integrations, tags, attributes, notOptedIn, from, to } = filter;
  const isChosen = [funnels, integrations, tags, Object.keys(attributes)].some((each) => each.length > 0);
  return Boolean(emailPart || isChosen || notOptedIn || from || to);
}

// Said once, commas part aliases; said more than once, each is an alias as it is. So one with a comma is said twice.
function funnelPairs(aliases: string[]): [string, string][] {
  if (!aliases.some((alias) => alias.includes(","))) return [["funnel", aliases.join(",")]];
  return (aliases.length === 1 ? [...aliases, ...aliases] : aliases).map((alias) => ["funnel", alias]);
}

// Commas and @ stay as they are: people read and mend these addresses.
function query(pairs: [string, string | null][]): string {
  return pairs
    .filter((pair): pair is [string, string] => Boolean(pair[1]))
    .map(
      ([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%40", "@")}`,
    )
    .join("&");
}
