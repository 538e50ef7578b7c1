import { findId, type IdKind, idPrefixes, isUuid } from "../core/ids";
import { type PaymentQuery, paymentIn } from "./payment";
import { plainText } from "./search-text";
import { isAddress, valuesInAddress } from "./web-address";

/** What a person typed or pasted, taken apart before anything is looked up. */
export type SearchQuery = {
  /** Cleaned of what no identifier holds; empty where there is nothing to look for. */
  text: string;
  /** Ids of ours, the most telling first. A bare UUID may be of several kinds. */
  ids: { kind: IdKind; id: string }[];
  /** Whole values that may be an identifier, the most telling first. */
  values: string[];
  /** What an identifier may begin with or hold; null where an id or an address was given. */
  part: string | null;
  payment: PaymentQuery;
  /** How it was read, for the words of a miss. */
  form: "empty" | "short" | "id" | "uuid" | "broken id" | "email" | "address" | "text";
  /** The dashboard that an address is of, where it is known. */
  site: string | null;
};

export const shortestPart = 2;
const longestText = 2_000;
const longestValue = 1_500;
const longestPart = 300;
const mostValues = 12;

/** Kinds that a bare UUID is tried as. */
const uuidKinds = [
  "profile",
  "session",
  "event",
  "note",
  "funnel",
  "merge",
  "order",
  "transaction",
  "subscription",
] as const;
/** Prefixes that no other product uses: a text that begins so was meant to be one of our ids. */
const ownPrefixes = ["profile", "session", "funnel", "note", "merge", "order", "transaction"] as const;

export function parseQuery(typed: string): SearchQuery {
  const query = parsed(typed);
  return { ...query, payment: paymentIn(query.text, query.values) };
}

function parsed(typed: string): Omit<SearchQuery, "payment"> {
  const text = unwrapped(plainText(typed.slice(0, longestText)).replaceAll(/\s+/g, " ").trim());
  const query: Omit<SearchQuery, "payment"> = {
    text,
    ids: [],
    values: [],
    part: null,
    form: "empty",
    site: null,
  };
  if (text === "") return query;
  if (isAddress(text)) {
    const { values, site } = valuesInAddress(text);
    const ids = values.flatMap(idsIn);
    return { ...query, ids, values: bounded(values), form: "address", site };
  }
  const ids = idsIn(text);
  if (ids.length > 0) return { ...query, ids, values: bounded([text]), form: "id" };
  const uuid = uuidIn(text);
  if (uuid)
    return { ...query, ids: uuidKinds.map((kind) => ({ kind, id: uuid })), values: [text], form: "uuid" };
  const words = text.split(" ");
  const emails = words.map(bareEmail).filter((word) => word !== null);
  const values = bounded([text, ...emails]);
  if ([...text].length < shortestPart) return { ...query, values, form: "short" };
  const sought = (emails.length === 1 && emails[0]) || text;
  const part = sought.length <= longestPart ? sought : null;
  const isBroken = ownPrefixes.some((kind) => text.toLowerCase().startsWith(`${idPrefixes[kind]}_`));
  return { ...query, values, part, form: emails.length > 0 ? "email" : isBroken ? "broken id" : "text" };
}

/** The ids of ours in a text, in any case, with the last one first: an address names the narrower thing later. */
function idsIn(text: string): { kind: IdKind; id: string }[] {
  const found = text.toLowerCase().match(/(?<![a-z0-9])[a-z]{2,4}_[0-9a-z]{26}(?![a-z0-9])/g) ?? [];
  return found.toReversed().flatMap((shown) =>
    idKinds.flatMap((kind) => {
      const id = findId(kind, shown);
      return id === null ? [] : [{ kind, id }];
    }),
  );
}

const idKinds = Object.keys(idPrefixes) as IdKind[]; // an object of ours, whose keys are these

function uuidIn(text: string): string | null {
  const digits = text.toLowerCase().replaceAll("-", "");
  if (!/^[0-9a-f]{32}$/.test(digits) || !/^[0-9a-f-]+$/i.test(text)) return null;
  const uuid = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return isUuid(uuid) ? uuid : null;
}

/** Without the quotes, brackets and stops that stand around what is copied out of a letter. */
function unwrapped(text: string): string {
  return text.replaceAll(/^[\s"'`<([{„“‘«]+|[\s"'`>)\]},;“”’»]+$/g, "");
}

function bareEmail(word: string): string | null {
  const email = unwrapped(word.replace(/^mailto:/i, "")).replace(/[.?!]+$/, "");
  return /^[^\s@]+@[^\s@]+$/.test(email) ? email : null;
}

function bounded(values: string[]): string[] {
  const fit = values.filter((value) => value !== "" && value.length <= longestValue);
  return [...new Set(fit)].slice(0, mostValues);
}
