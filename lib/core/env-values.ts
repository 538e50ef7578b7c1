import ipaddr from "ipaddr.js";
import { z } from "zod";

export type EncryptionKey = { id: string; key: Buffer };

export const optional = <T extends z.ZodType>(schema: T) => schema.optional();

export function port(fallback: number) {
  const fix = `is not a port: use a whole number from 1 to 65535, or leave it out for ${fallback}.`;
  return z
    .string()
    .regex(/^\d{1,5}$/, fix)
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65_535, fix)
    .default(fallback);
}

/** An http(s) origin, given back without a trailing slash. */
export function origin(example: string) {
  return z.string().transform((value, ctx) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    const isOrigin =
      url &&
      /^https?:$/.test(url.protocol) &&
      url.pathname === "/" &&
      !url.search &&
      !url.hash &&
      !url.username;
    if (isOrigin) return url.origin;
    ctx.addIssue({ code: "custom", message: `is not an origin: write ${example}, without a path.` });
    return z.NEVER;
  });
}

/** An address of another's: https, or http on this machine; without a password, which a log would show. */
export function safeUrl(example: string) {
  return z.string().refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    if (!url || url.username || url.password) return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname));
  }, `is not a safe address: write ${example}, with https and without a password.`);
}

export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\./.test(hostname)
  );
}

/** Comma list of addresses and ranges, given back as CIDR ranges. */
export const addressList = z
  .string()
  .default("")
  .transform((value, ctx) => {
    const ranges: string[] = [];
    for (const part of value.split(",").map((entry) => entry.trim())) {
      if (!part) continue;
      const range = toRange(part);
      if (range) ranges.push(range);
      else
        ctx.addIssue({
          code: "custom",
          message: `holds "${part}", which is no address: write a comma list such as 10.0.0.0/8,127.0.0.1.`,
        });
    }
    return ranges;
  });

function toRange(value: string): string | null {
  if (ipaddr.isValidCIDR(value)) return value;
  if (!ipaddr.isValid(value)) return null;
  return `${value}/${ipaddr.parse(value).kind() === "ipv4" ? 32 : 128}`;
}

const keyFix = `write id:base64 with 32 random bytes, for instance the output of node -p "'k1:' + crypto.randomBytes(32).toString('base64')"`;

export const encryptionKeys = z.string({ error: `is missing: ${keyFix}` }).transform((value, ctx) => {
  const keys: EncryptionKey[] = [];
  for (const [index, part] of value.split(",").entries()) {
    const match = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=?)\s*$/.exec(part);
    const [, id = "", base64 = ""] = match ?? [];
    const problem = !match
      ? `entry ${index + 1} is malformed: ${keyFix}`
      : keys.some((known) => known.id === id)
        ? `names "${id}" twice: give each key its own id.`
        : null;
    if (problem) ctx.addIssue({ code: "custom", message: problem });
    else keys.push({ id, key: Buffer.from(base64, "base64") });
  }
  const [first, ...rest] = keys;
  if (!first) return z.NEVER;
  const list: [EncryptionKey, ...EncryptionKey[]] = [first, ...rest];
  return list;
});
