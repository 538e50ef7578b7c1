import { plainText } from "../search/search-text";
import { UnreadableEvent } from "./unreadable-event";

/** A JSON value whose numbers are still the text that the sender wrote: no digit of an amount or an id is lost. */
export type Json = string | boolean | null | Json[] | { [name: string]: Json };

const deepest = 64;
const longestText = 4_000;

/** Throws `malformed` for what is no JSON object. */
export function readJson(text: string): JsonReader {
  parsed(text);
  const value = plain(parsed(withNumbersAsText(text)), 0);
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new UnreadableEvent("malformed", "The body is no JSON object.");
  return new JsonReader(value);
}

/** Reads what may be there, may be missing, or may be of another kind than documented. */
export class JsonReader {
  constructor(readonly value: Json | undefined) {}

  /** What stands at a path such as "items.data.0.price"; a name that has points itself is asked for by `own`. */
  at(path: string): JsonReader {
    return path.split(".").reduce<JsonReader>((node, name) => node.own(name), this);
  }

  own(name: string): JsonReader {
    const { value } = this;
    if (Array.isArray(value)) return new JsonReader(/^\d+$/.test(name) ? value[Number(name)] : undefined);
    if (value === null || typeof value !== "object") return new JsonReader(undefined);
    return new JsonReader(Object.hasOwn(value, name) ? value[name] : undefined);
  }

  /** Text or number, as its letters; undefined where there is nothing. The first of several paths that says something. */
  text(...paths: string[]): string | undefined {
    for (const path of paths) {
      const { letters } = this.at(path);
      if (letters !== undefined) return letters;
    }
    return undefined;
  }

  /** This value itself, where it is text or a number. */
  get letters(): string | undefined {
    const { value } = this;
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  }

  bool(path: string): boolean | undefined {
    const { value } = this.at(path);
    if (typeof value === "boolean") return value;
    if (value === "true" || value === "1") return true;
    return value === "false" || value === "0" ? false : undefined;
  }

  integer(...paths: string[]): number | undefined {
    const text = this.text(...paths);
    return text !== undefined && /^-?\d{1,15}(\.0+)?$/.test(text) ? Number.parseInt(text, 10) : undefined;
  }

  list(path: string): JsonReader[] {
    const { value } = this.at(path);
    return Array.isArray(value) ? value.map((item) => new JsonReader(item)) : [];
  }

  /** The texts of a list, each once. */
  texts(path: string): string[] {
    return [...new Set(this.list(path).flatMap(({ letters }) => letters ?? []))];
  }

  /** Of its fields. */
  get names(): string[] {
    const { value } = this;
    return value !== null && typeof value === "object" && !Array.isArray(value) ? Object.keys(value) : [];
  }

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }
}

/** Numbers outside of texts get quotes, so that JSON.parse keeps their letters. */
/** The same JSON, each number a text of its own letters behind `mark`. */
export function withNumbersAsText(text: string, mark = ""): string {
  return text.replace(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"${mark}${token}"`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnreadableEvent("malformed", "The body is not JSON.");
    throw error;
  }
}

/** Without characters that the database cannot hold: one odd letter in a name must not cost a payment. */
function plain(value: unknown, depth: number): Json {
  if (depth > deepest)
    throw new UnreadableEvent("malformed", `The body is nested more than ${deepest} levels deep.`);
  if (typeof value === "string") return plainText(value.slice(0, longestText));
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (value === null || typeof value === "boolean") return value;
  if (typeof value !== "object") return null;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]) => [plainText(name), plain(item, depth + 1)] as const)
      .filter(([name]) => name !== "__proto__"),
  );
}
