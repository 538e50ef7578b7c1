import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export const toleranceSeconds = 300;

export type SignatureFault = "signature" | "timestamp" | "missing_header" | "not_configured";

/** `t=…,v1=…` over `t.body`, as Stripe and RevenueCat sign. One `v1` that fits one valid key is enough. */
export function checkTimestamped(
  header: string | null,
  rawBody: Buffer,
  keys: readonly string[],
  now: Date,
): SignatureFault | null {
  if (header === null) return "missing_header";
  const parts = header.split(",").map((part) => part.trim());
  const times = parts.filter((part) => part.startsWith("t=")).map((part) => part.slice(2));
  const sums = parts.filter((part) => part.startsWith("v1=")).map((part) => part.slice(3));
  const [time] = times;
  if (parts.includes("")) return "signature";
  if (time === undefined || times.length > 1 || !/^\d{1,12}$/.test(time) || sums.length === 0)
    return "signature";
  const signed = Buffer.concat([Buffer.from(`${time}.`), rawBody]);
  if (!isSigned(signed, sums.slice(0, 10), keys)) return "signature";
  const age = Math.abs(now.getTime() / 1_000 - Number(time));
  return age <= toleranceSeconds ? null : "timestamp";
}

/** Lower-case hex HMAC-SHA256 of the whole body. */
export function checkBodySum(
  header: string | null,
  rawBody: Buffer,
  keys: readonly string[],
): SignatureFault | null {
  if (header === null) return "missing_header";
  return isSigned(rawBody, [header.trim()], keys) ? null : "signature";
}

/** A header that equals what was agreed. Proves who sends, and says nothing of the body. */
export function checkAgreed(header: string | null, values: readonly string[]): SignatureFault | null {
  if (header === null) return "missing_header";
  return hasEqual(header, values) ? null : "signature";
}

function isSigned(signed: Buffer, sums: readonly string[], keys: readonly string[]): boolean {
  let isFound = false;
  for (const key of keys) {
    const expected = createHmac("sha256", key).update(signed).digest();
    for (const sum of sums) {
      if (!/^[0-9a-f]{64}$/.test(sum)) continue;
      if (timingSafeEqual(expected, Buffer.from(sum, "hex"))) isFound = true;
    }
  }
  return isFound;
}

/** Sums are compared, so that neither the length nor the beginning of a secret shows in the time. */
function hasEqual(text: string, values: readonly string[]): boolean {
  let isFound = false;
  for (const value of values) if (timingSafeEqual(sumOf(text), sumOf(value))) isFound = true;
  return isFound;
}

function sumOf(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
