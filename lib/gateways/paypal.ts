import { z } from "zod";
import type { GatewayLookup, GatewayOutcome, PaymentGateway } from "./gateway";
import { paypalAmount } from "./paypal-amount";

export type PaypalAccess = { clientId: string; secret: string; apiUrl: string };

const timeoutMs = 20_000;
const mostBytes = 256 * 1_024;

const refundShape = z.object({
  id: z.string(),
  status: z.string(),
  create_time: z.string().optional(),
  custom_id: z.string().optional(),
  amount: z.object({ value: z.string(), currency_code: z.string() }).optional(),
});
const problem = z.object({
  name: z.string().optional(),
  details: z.array(z.object({ issue: z.string() })).optional(),
});

/** Refused requests that prove that nothing moved, and will not if they are repeated. */
const refusals =
  /^(CAPTURE_FULLY_REFUNDED|REFUND_AMOUNT_EXCEEDED|REFUND_CAPTURE_CURRENCY_MISMATCH|REFUND_TIME_LIMIT_EXCEEDED|RESOURCE_NOT_FOUND|INVALID_RESOURCE_ID|REFUND_NOT_ALLOWED|TRANSACTION_REFUSED|REFUND_FAILED_INSUFFICIENT_FUNDS)$/;

/** PayPal charges its own subscriptions and tells us; through here money only goes back. */
export function paypalGateway(access: PaypalAccess): PaymentGateway {
  return {
    provider: "paypal",
    // PayPal keeps them for 45 days.
    keyRetentionMs: 45 * 24 * 60 * 60_000,

    async charge() {
      return { state: "unknown", why: "PayPal charges its own subscriptions" };
    },

    async refund({ attemptId, amount, chargeReference, at }, signal) {
      const value = paypalAmount(amount);
      if (value === null || !/^[A-Z0-9]{5,40}$/.test(chargeReference)) {
        const code = value === null ? "amount_not_supported" : "RESOURCE_NOT_FOUND";
        return { state: "declined", reference: null, code, isHard: true, occurredAt: at };
      }
      const { status, json } = await ask(access, signal, `/v2/payments/captures/${chargeReference}/refund`, {
        key: attemptId,
        body: { amount: { value, currency_code: amount.currency }, custom_id: attemptId },
      });
      if (status !== 200 && status !== 201) return refusalOf(status, json, at);
      return outcomeOf(json, { attemptId, value, currency: amount.currency, at });
    },

    /** PayPal lists no refunds by our id. Absent means: ask again with the same key, which gives the first answer. */
    async lookup({ kind, reference, attemptId, amount, at }, signal): Promise<GatewayLookup> {
      if (kind === "charge") return { state: "unknown", why: "PayPal charges its own subscriptions" };
      if (!reference) return { state: "absent" };
      const path = `/v2/payments/refunds/${encodeURIComponent(reference)}`;
      const { status, json } = await ask(access, signal, path);
      if (status !== 200) return { state: "unknown", why: `PayPal answered ${status}` };
      return outcomeOf(json, { attemptId, value: paypalAmount(amount), currency: amount.currency, at });
    },

    async cancel() {
      return { state: "unknown", why: "a refund cannot be called back" };
    },
  };
}

/** Throws where PayPal does not let these in. */
export async function enterPaypal(access: PaypalAccess, signal: AbortSignal): Promise<string> {
  const { status, json } = await send(`${access.apiUrl}/v1/oauth2/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${access.clientId}:${access.secret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
    signal,
  });
  const token = z.object({ access_token: z.string().min(1) }).safeParse(json);
  if (status === 200 && token.success) return token.data.access_token;
  throw new PaypalRefusal(status);
}

export class PaypalRefusal extends Error {
  constructor(readonly status: number) {
    super(`PayPal answered ${status}`);
  }
}

async function ask(
  access: PaypalAccess,
  signal: AbortSignal,
  path: string,
  post?: { key: string; body: unknown },
) {
  const token = await enterPaypal(access, signal);
  return send(`${access.apiUrl}${path}`, {
    method: post ? "POST" : "GET",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      prefer: "return=representation",
      ...(post ? { "paypal-request-id": post.key } : {}),
    },
    body: post ? JSON.stringify(post.body) : undefined,
    signal,
  });
}

async function send(url: string, { signal, ...request }: RequestInit & { signal: AbortSignal }) {
  const response = await fetch(url, {
    ...request,
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  const text = await response.text();
  if (text.length > mostBytes) throw new Error("PayPal answered more than was to be read");
  return { status: response.status, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type Asked = { attemptId: string; value: string | null; currency: string; at: Date };

function outcomeOf(json: unknown, { attemptId, value, currency, at }: Asked): GatewayOutcome {
  const read = refundShape.safeParse(json);
  if (!read.success) return { state: "unknown", why: "PayPal answered in another form than expected" };
  const { id: reference, status, create_time: created, custom_id: named, amount } = read.data;
  if (named !== undefined && named !== attemptId)
    return { state: "unknown", why: "PayPal answered with another refund than was asked for" };
  if (amount && (Number(amount.value) !== Number(value) || amount.currency_code !== currency))
    return { state: "unknown", why: "PayPal answered with another amount" };
  const occurredAt = created && !Number.isNaN(Date.parse(created)) ? new Date(created) : at;
  if (status === "COMPLETED") return { state: "succeeded", reference, occurredAt };
  if (status === "FAILED" || status === "CANCELLED")
    return { state: "declined", reference, code: `REFUND_${status}`, isHard: true, occurredAt };
  return { state: "unknown", why: `PayPal says ${status}` };
}

function refusalOf(status: number, json: unknown, at: Date): GatewayOutcome {
  const { data } = problem.safeParse(json);
  const code = data?.details?.[0]?.issue ?? data?.name;
  if ((status === 404 || status === 422) && code && refusals.test(code))
    return { state: "declined", reference: null, code, isHard: true, occurredAt: at };
  return { state: "unknown", why: `PayPal answered ${status}` };
}
