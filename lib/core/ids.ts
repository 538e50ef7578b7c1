import crypto, { createHash, randomUUID } from "node:crypto";
import { AppError } from "./errors";

export const idPrefixes = {
  project: "prj",
  member: "mem",
  invitation: "inv",
  user: "usr",
  apiKey: "key",
  profile: "pro",
  session: "ses",
  funnel: "fun",
  event: "evt",
  sessionEvent: "sev",
  consent: "con",
  auditEntry: "aud",
  note: "note",
  merge: "mrg",
  export: "exp",
  erasure: "era",
  product: "prod",
  pricePoint: "pp",
  entitlement: "ent",
  offering: "off",
  subscription: "sub",
  order: "ord",
  attempt: "att",
  transaction: "txn",
  refund: "ref",
  dispute: "dsp",
  grant: "grt",
  supportAction: "act",
  integration: "int",
  endpoint: "whe",
  delivery: "dlv",
  deliveryAttempt: "dla",
  replay: "rpl",
  inboundEvent: "inb",
  reprocessRun: "rpr",
} as const;

export type IdKind = keyof typeof idPrefixes;

const dash = "-".charCodeAt(0);
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const digits = new Map([...alphabet].map((letter, value) => [letter, BigInt(value)]));
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Shows a uuid as a TypeID: prefix, underscore, 26 characters of Crockford base32. */
export function showId(kind: IdKind, uuid: string): string {
  let text = `${idPrefixes[kind]}_`;
  // 26 letters hold 130 bits: the first one begins with two zeros.
  let bits = 2;
  let value = 0;
  for (let index = 0; index < uuid.length; index++) {
    const code = uuid.charCodeAt(index);
    if (code === dash) continue;
    // The code of a digit ends in its value; those of "a" and "A" end in 1.
    value = (value << 4) | ((code & 15) + (code > 64 ? 9 : 0));
    bits += 4;
    if (bits < 5) continue;
    bits -= 5;
    text += alphabet.charAt(value >> bits);
    value &= (1 << bits) - 1;
  }
  return text;
}

/** The uuid behind a TypeID of this kind, or null for anything else. */
export function findId(kind: IdKind, text: string): string | null {
  const prefix = `${idPrefixes[kind]}_`;
  if (text.length !== prefix.length + 26 || !text.startsWith(prefix)) return null;
  let value = 0n;
  for (const letter of text.slice(prefix.length)) {
    const digit = digits.get(letter);
    if (digit === undefined) return null;
    value = (value << 5n) | digit;
  }
  return value >> 128n === 0n ? formatUuid(value.toString(16).padStart(32, "0")) : null;
}

/** The uuid behind a TypeID of this kind; anything else is `invalid`. */
export function parseId(kind: IdKind, text: string): string {
  const uuid = findId(kind, text);
  if (uuid === null) {
    throw new AppError(
      "invalid",
      `This is not a ${kind} id: it begins with ${idPrefixes[kind]}_ and has 26 characters after it`,
    );
  }
  return uuid;
}

/** A UUIDv7: sorts by the time it was made, 74 random bits. */
export function newId(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, "0");
  // The tail of a random UUID has the variant in place; its own pool of random bytes makes it cheap.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** A UUIDv8 from SHA-256 over the parts: the same parts give the same id on every machine. */
export function deriveId(...parts: string[]): string {
  const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join("");
  const hex = sha256(text);
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return formatUuid(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`);
}

function sha256(text: string): string {
  // In one call, without an object for the collection of garbage; Node has it since 20.12.
  return typeof crypto.hash === "function"
    ? crypto.hash("sha256", text, "hex")
    : createHash("sha256").update(text).digest("hex");
}

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

function formatUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
