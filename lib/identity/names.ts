import { showId } from "../core/ids";
import type { Customer } from "../customers/customer";
import type { Identifier } from "../search/identifiers";
import { isAnonymousId } from "./blocked";
import { eventIdOf } from "./event-id";

export type NameKind = "customer" | "profile" | "email" | "user_id" | "anonymous" | "identified" | "provider";

/** One name of a customer. `isPresent`: the one that is shown; `isOriginal`: the first id; `isInEvents`: the one events carry. */
export type Name = {
  kind: NameKind;
  value: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
  isPresent: boolean;
  isOriginal: boolean;
  isInEvents: boolean;
};

/** Every name under which a customer can be found, each once: its ids, then what pages, people and services called it. */
export function namesOf(customer: Customer, identifiers: readonly Identifier[]): Name[] {
  const own = customer.profiles.map((profile) => ({
    kind: profile.id === customer.id ? ("customer" as const) : ("profile" as const),
    value: showId("profile", profile.id),
    firstSeenAt: profile.createdAt,
    lastSeenAt: profile.lastSeenAt,
  }));
  const given = new Map<string, Omit<Name, "isPresent" | "isOriginal" | "isInEvents">>();
  for (const { kind, value, firstSeenAt, lastSeenAt } of identifiers) {
    const nameKind = kindOf(kind, value);
    const known = given.get(`${nameKind} ${value}`);
    given.set(`${nameKind} ${value}`, {
      kind: nameKind,
      value,
      firstSeenAt: known && known.firstSeenAt < firstSeenAt ? known.firstSeenAt : firstSeenAt,
      lastSeenAt: known && known.lastSeenAt > lastSeenAt ? known.lastSeenAt : lastSeenAt,
    });
  }
  const appIds = [...given.values()].filter(({ kind }) => appKinds.has(kind));
  const inEvents = eventIdOf(appIds);
  const original = appIds.toSorted((a, b) => +a.firstSeenAt - +b.firstSeenAt)[0]?.value ?? null;
  return [...own, ...given.values()].map((name) => ({
    ...name,
    isPresent:
      (name.kind === "email" && name.value === customer.email) ||
      (name.kind === "user_id" && name.value === customer.userId),
    isOriginal: appKinds.has(name.kind) && name.value === original,
    isInEvents: appKinds.has(name.kind) && name.value === inEvents,
  }));
}

const appKinds = new Set<NameKind>(["user_id", "anonymous", "identified"]);

function kindOf(kind: Identifier["kind"], value: string): NameKind {
  if (kind === "app_user_id") return isAnonymousId(value) ? "anonymous" : "identified";
  return kind === "provider_customer_id" ? "provider" : kind;
}
