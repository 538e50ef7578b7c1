import type { InboundProvider } from "../../db/columns";
import type { IntegrationSettings } from "../../db/schema/integrations";
import type { InboundSecrets } from "../integrations/inbound-secrets";
import { paypalCertificates } from "./paypal-certificates";
import { type CertificateStore, checkPaypal } from "./paypal-signature";
import { checkAgreed, checkBodySum, checkTimestamped, type SignatureFault } from "./signatures";

export const refusalReasons = [
  "signature",
  "timestamp",
  "missing_header",
  "certificate",
  "not_configured",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export type Verdict =
  /** `handshake`: nothing to keep; answer 200 with this body, by which the provider knows that somebody is here. */
  | { ok: true; handshake: Record<string, string> | null }
  | { ok: false; reason: RefusalReason }
  /** Not to be decided within the time of an answer: 503 with Retry-After. The provider sends it again. */
  | { ok: false; reason: "later"; retryAfterSeconds: number };

export type InboundRequest = {
  provider: InboundProvider;
  headers: Pick<Headers, "get">;
  /** As it came over the wire. */
  rawBody: Buffer;
  secrets: InboundSecrets;
  settings: IntegrationSettings;
  now: Date;
};

/** Whether the provider itself sent these bytes, by its own rules. */
export async function verifyInbound(
  request: InboundRequest,
  certificates: CertificateStore = paypalCertificates(),
): Promise<Verdict> {
  if (request.provider === "paypal") {
    const fault = await checkPaypal(request, certificates);
    if (fault === "later") return { ok: false, reason: "later", retryAfterSeconds: 30 };
    return fault === null ? { ok: true, handshake: null } : { ok: false, reason: fault };
  }
  const fault = faultOf(request);
  if (fault !== null) return { ok: false, reason: fault };
  return { ok: true, handshake: request.provider === "adapty" ? adaptyHandshake(request.rawBody) : null };
}

function faultOf({ provider, headers, rawBody, secrets, now }: InboundRequest): SignatureFault | null {
  const { authorization, signing } = secrets;
  switch (provider) {
    case "stripe":
      if (signing.length === 0) return "not_configured";
      return checkTimestamped(headers.get("stripe-signature"), rawBody, signing, now);
    case "revenuecat": {
      if (authorization.length + signing.length === 0) return "not_configured";
      const signature =
        headers.get("x-revenuecat-webhook-signature") ?? headers.get("x-revenuecat-signature");
      const agreed =
        authorization.length > 0 ? checkAgreed(headers.get("authorization"), authorization) : null;
      return agreed ?? (signing.length > 0 ? checkTimestamped(signature, rawBody, signing, now) : null);
    }
    case "adapty":
      if (authorization.length === 0) return "not_configured";
      return checkAgreed(headers.get("authorization"), authorization);
    case "funnelfox":
      if (authorization.length === 0) return "not_configured";
      return checkAgreed(headers.get("fox-secret-key") ?? headers.get("fox-secret"), authorization);
    case "funnelfox-billing":
      if (signing.length === 0) return "not_configured";
      return checkBodySum(headers.get("ff-webhook-signature"), rawBody, signing);
    case "paypal":
      throw new Error("PayPal is checked by its certificate");
  }
}

/** Adapty asks whether somebody is here by an empty object, or by a word that is to be said back. */
function adaptyHandshake(rawBody: Buffer): Record<string, string> | null {
  if (rawBody.length > 2_000) return null;
  const body = objectIn(rawBody);
  if (body === null) return null;
  const names = Object.keys(body);
  if (names.length === 0) return {};
  const { adapty_check: word } = body;
  return names.length === 1 && typeof word === "string" ? { adapty_check_response: word } : null;
}

function objectIn(rawBody: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(rawBody.toString("utf8"));
    return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
