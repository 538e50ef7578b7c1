import type { IntegrationSettings } from "../../db/schema/integrations";
import type { CustomerFact, Names, Parsed } from "./facts";
import type { JsonReader } from "./json-reader";

/** What is known of an event before it is understood: by these it is stored. */
export type Head = Pick<Parsed, "providerEventId" | "type" | "occurredAt" | "environment">;
export type Meaning = Pick<Parsed, "customer" | "facts" | "isKnown" | "words">;

export type Parser = {
  /** Raised whenever the same bytes begin to say something else. */
  version: number;
  /** No `providerEventId`: the event has none. */
  head(
    event: JsonReader,
    settings: IntegrationSettings,
  ): Omit<Head, "providerEventId"> & { providerEventId?: string };
  meaning(event: JsonReader, head: Head, settings: IntegrationSettings): Meaning;
};

/** Kept and shown, and changes nothing. */
export function unknownEvent({ type }: Head, customer: Names | null = null): Meaning {
  return { customer, facts: [], isKnown: false, words: `Sent ${type}, of which nothing is known here` };
}

/** What an event says of its person beside their names. */
export function customerFact(
  names: Names,
  more: Omit<CustomerFact, "subject" | "id" | "names"> = {},
): CustomerFact {
  return compact({ subject: "customer", id: names.customerId, names, ...more });
}

/** Without what is not said. */
export function compact<T extends object>(value: T): T {
  // The type says which may be missing; those are the ones that go.
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

/** Those that are said; undefined where none is. */
export function saidOf(values: Record<string, string | undefined>): Record<string, string> | undefined {
  const said = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

/** A code as words: "UNSUBSCRIBE", "billing_error" as "unsubscribe", "billing error". */
export function asWords(code: string): string {
  return code
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim()
    .slice(0, 60);
}

export function country(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : undefined;
}

/** Only what can be an address of email: a name beside it would be taken for one. */
export function email(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(text) ? text : undefined;
}
