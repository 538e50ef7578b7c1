import type { TimelineOrder } from "./schema";

type Place = {
  id: string;
  /** The shown id, under which the entry has its own address. */
  address: string;
  profileId: string;
  occurredAt: Date;
  receivedAt: Date;
};

/** One row of a source, before folding. Whatever is not of a visit is a fact: a type, who did it, and what it says. */
export type Item =
  | (Place & { kind: "opened"; sessionId: string })
  | (Place & { kind: "event"; sessionId: string; name: string; screen: string | null; title: string | null })
  | Fact;

export type Fact = Place & {
  kind: "fact";
  type: string;
  actorKind: string;
  actorId: string;
  payload: Record<string, unknown>;
};

export function timeOf(item: Pick<Place, "occurredAt" | "receivedAt">, order: TimelineOrder): Date {
  return order === "happened" ? item.occurredAt : item.receivedAt;
}

/** Newest first; the id breaks ties, so that two reads never disagree. */
export function newestFirst(order: TimelineOrder) {
  type Placed = Pick<Place, "id" | "occurredAt" | "receivedAt">;
  return (a: Placed, b: Placed): number =>
    timeOf(b, order).getTime() - timeOf(a, order).getTime() || (a.id < b.id ? 1 : -1);
}
