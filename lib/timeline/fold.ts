import type { Session } from "../sessions/queries";
import { screenOf } from "../sessions/screen";

type Place = { id: string; profileId: string; occurredAt: Date; receivedAt: Date };

/** One row of a source, before folding. */
export type Item =
  | (Place & { kind: "opened"; sessionId: string })
  | (Place & { kind: "event"; sessionId: string; name: string; properties: Record<string, unknown> | null })
  | (Place & { kind: "fact"; type: string; actorKind: string; payload: Record<string, unknown> });

/** A run of items of one visit, newest first, with nothing of another visit between. */
export type VisitEntry<S = Session> = { kind: "visit"; session: S; items: Item[] };
export type FactEntry = { kind: "fact"; item: Extract<Item, { kind: "fact" }> };
export type Entry<S = Session> = VisitEntry<S> | FactEntry;

/** Newest first; the id breaks ties, so that two reads never disagree. */
export function compareItems(a: Place, b: Place): number {
  return b.occurredAt.getTime() - a.occurredAt.getTime() || (a.id < b.id ? 1 : -1);
}

/** Folds items in list order. What a visitor caused during a visit is a step of it; what others did stands alone. */
export function foldItems<S extends Pick<Session, "id" | "profileId" | "startedAt" | "lastEventAt">>(
  items: Item[],
  sessions: ReadonlyMap<string, S>,
): Entry<S>[] {
  const visits = [...sessions.values()].toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  const entries: Entry<S>[] = [];
  for (const item of items) {
    const session = item.kind === "fact" ? visitOf(item, visits) : sessions.get(item.sessionId);
    const last = entries.at(-1);
    if (session && last?.kind === "visit" && last.session.id === session.id) last.items.push(item);
    else if (session) entries.push({ kind: "visit", session, items: [item] });
    else if (item.kind === "fact") entries.push({ kind: "fact", item });
  }
  return entries;
}

function visitOf<S extends Pick<Session, "profileId" | "startedAt" | "lastEventAt">>(
  fact: Extract<Item, { kind: "fact" }>,
  newestFirst: S[],
): S | undefined {
  if (fact.actorKind !== "visitor") return undefined;
  return newestFirst.find(
    (visit) =>
      visit.profileId === fact.profileId &&
      visit.startedAt <= fact.occurredAt &&
      visit.lastEventAt >= fact.occurredAt,
  );
}

export type VisitSum = { screens: number; lastScreen: string | null; durationMs: number; lateMs: number };

/** What a run says in one line: screens seen, the last of them, how long, and how late its latest step arrived. */
export function sumVisit(entry: VisitEntry<Pick<Session, "startedAt">>): VisitSum {
  const seen = entry.items.flatMap((item) => (item.kind === "event" ? (screenOf(item) ?? []) : []));
  const newest = entry.items[0];
  const oldest = entry.items.at(-1);
  return {
    screens: new Set(seen).size,
    lastScreen: seen[0] ?? null,
    durationMs: newest && oldest ? newest.occurredAt.getTime() - oldest.occurredAt.getTime() : 0,
    lateMs: Math.max(0, ...entry.items.map(lateness)),
  };
}

/** The two clocks: how long after it happened we learned of it. */
export function lateness(item: Place): number {
  return item.receivedAt.getTime() - item.occurredAt.getTime();
}
