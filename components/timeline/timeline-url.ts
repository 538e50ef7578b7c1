import type { TimelineSearch } from "@/lib/timeline/schema";

type Change = Partial<Omit<TimelineSearch, "kind" | "order">>;

/** The address of a timeline in a kind and an order; anything but what is named starts at the newest page. */
export function timelineHref(
  path: string,
  { kind, order }: Pick<TimelineSearch, "kind" | "order">,
  { cursor, day, e }: Change = {},
): string {
  const search = new URLSearchParams();
  if (kind !== "all") search.set("kind", kind);
  if (order !== "happened") search.set("order", order);
  if (day) search.set("day", day);
  if (cursor) search.set("cursor", cursor);
  if (e) search.set("e", e);
  const query = search.size > 0 ? `${path}?${search}` : path;
  return e ? `${query}#e=${e}` : query;
}
