import type { CustomerEventsSearch } from "@/lib/events/schema";

/** The address of a customer's events with a change; another filter begins at the newest. */
export function eventsHref(
  path: string,
  search: CustomerEventsSearch,
  change: Partial<CustomerEventsSearch>,
): string {
  const isOtherList = "group" in change || "state" in change;
  const wanted = { ...search, ...(isOtherList && { cursor: undefined, e: undefined }), ...change };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) if (value) query.set(name, value);
  return query.size > 0 ? `${path}?${query}` : path;
}
