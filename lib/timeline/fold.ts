import { findId } from "../core/ids";
import type { Session } from "../sessions/queries";
import type { Fact, Item } from "./item";

/** A run of items of one visit, in list order, with nothing of another visit between. */
export type VisitEntry<S = Session> = { kind: "visit"; session: S; items: Item[] };
export type FactEntry = { kind: "fact"; item: Fact };
export type Entry<S = Session> = VisitEntry<S> | FactEntry;

/** Folds items in list order. What a visitor caused during a visit is a step of it; what others did stands alone. */
export function foldItems<S extends Pick<Session, "id" | "profileId" | "startedAt" | "lastEventAt">>(
  items: Item[],
  sessions: ReadonlyMap<string, S>,
): Entry<S>[] {
  const visits = [...sessions.values()].toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  const entries: Entry<S>[] = [];
  for (const item of items) {
    const sessionId = sessionIdOf(item);
    const session = sessionId === null ? visitDuring(item, visits) : sessions.get(sessionId);
    const last = entries.at(-1);
    if (session && last?.kind === "visit" && last.session.id === session.id) last.items.push(item);
    else if (session) entries.push({ kind: "visit", session, items: [item] });
    else if (item.kind === "fact") entries.push({ kind: "fact", item });
  }
  return entries;
}

/** The rows that an entry stands for, in list order. */
export function itemsOf(entry: Entry<unknown>): Item[] {
  return entry.kind === "visit" ? entry.items : [entry.item];
}

/** The visit that a row names. What a visitor causes says so in its payload; facts of others name none. */
export function sessionIdOf(item: Item): string | null {
  if (item.kind !== "fact") return item.sessionId;
  const named = item.actorKind === "visitor" ? item.payload.session_id : undefined;
  return typeof named === "string" ? findId("session", named) : null;
}

function visitDuring<S extends Pick<Session, "id" | "profileId" | "startedAt" | "lastEventAt">>(
  item: Item,
  newestFirst: S[],
): S | undefined {
  if (item.kind !== "fact" || item.actorKind !== "visitor") return undefined;
  return newestFirst.find(
    (visit) =>
      visit.profileId === item.profileId &&
      visit.startedAt <= item.occurredAt &&
      visit.lastEventAt >= item.occurredAt,
  );
}

export type VisitSum = {
  screens: number;
  lastScreen: string | null;
  durationMs: number;
  latest: Item | null;
};

/** What a run says in one line: screens seen, the last of them, how long, and the step that arrived latest after it happened. */
export function sumItems(items: Item[]): VisitSum {
  // In the order of arrival a batch has one time, so what came last is asked of the other clock.
  const happened = items.toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime());
  const seen = happened.flatMap((item) => (item.kind === "event" ? (item.screen ?? []) : []));
  const [newest, oldest] = [happened[0], happened.at(-1)];
  return {
    screens: new Set(seen).size,
    lastScreen: seen[0] ?? null,
    durationMs: newest && oldest ? newest.occurredAt.getTime() - oldest.occurredAt.getTime() : 0,
    latest: items.reduce<Item | null>(
      (late, item) => (late && lateness(late) >= lateness(item) ? late : item),
      null,
    ),
  };
}

/** The two clocks: how long after it happened we learned of it. */
function lateness(item: Item): number {
  return item.receivedAt.getTime() - item.occurredAt.getTime();
}
