import { type KeyObject, verify } from "node:crypto";
import { crc32 } from "./crc32";
import type { InboundRequest } from "./verify";

/** PayPal says the same for three days: what is older was sent before. */
const oldestMs = 4 * 24 * 60 * 60_000;
const furthestAheadMs = 5 * 60_000;

export type CertificateStore = {
  /** The key of the certificate at an address of PayPal's; `later` where it is not to be had in the time of an answer. */
  keyAt(url: string, now: Date): Promise<{ key: KeyObject } | "certificate" | "later">;
};

type Fault = "signature" | "timestamp" | "missing_header" | "not_configured" | "certificate" | "later";

/** RSA over `id|time|webhook id|CRC-32 of the body`, the last as an unsigned decimal number. */
export async function checkPaypal(
  { headers, rawBody, settings, now }: Omit<InboundRequest, "provider" | "secrets">,
  certificates: CertificateStore,
): Promise<Fault | null> {
  if (!settings.webhookId) return "not_configured";
  const id = headers.get("paypal-transmission-id");
  const time = headers.get("paypal-transmission-time");
  const signature = headers.get("paypal-transmission-sig");
  const url = headers.get("paypal-cert-url");
  const algorithm = headers.get("paypal-auth-algo");
  if (!id || !time || !signature || !url || !algorithm) return "missing_header";
  const sum = Buffer.from(signature.slice(0, 1_000), "base64");
  if (algorithm !== "SHA256withRSA" || sum.toString("base64") !== signature) return "signature";
  const found = await certificates.keyAt(url, now);
  if (found === "certificate" || found === "later") return found;
  const signed = Buffer.from(`${id}|${time}|${settings.webhookId}|${crc32(rawBody)}`);
  if (!verify("sha256", signed, found.key, sum)) return "signature";
  return isRecent(time, now) ? null : "timestamp";
}

function isRecent(time: string, now: Date): boolean {
  const sentMs = Date.parse(time);
  const ageMs = now.getTime() - sentMs;
  return Number.isFinite(sentMs) && ageMs <= oldestMs && ageMs >= -furthestAheadMs;
}
