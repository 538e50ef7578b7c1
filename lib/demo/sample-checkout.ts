import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

export type Shop = { appUrl: string; secretKey: string };

/** What the funnel's page learns. */
type Told = { state: string; words: string; order?: string; actionUrl?: string };

type Purchase = {
  order: string;
  state: "active" | "pending" | "action_required" | "declined";
  actionUrl: string | null;
  decline: { reason: string; advice: string } | null;
};

const mostBytes = 4_096;
const plans = new Set(["premium-weekly-usd", "premium-monthly-usd", "premium-yearly-usd"]);

/** The checkout of a funnel's own server: it alone knows the secret key, and says who the buyer's browser is. */
export async function checkOut(
  shop: Shop,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  const wish = await readWish(request);
  if (!wish) return { status: 400, body: { state: "declined", words: "Choose a plan and a card." } };
  const session = await latestVisit(shop, wish.user);
  const { status, body } = await ask(shop, "POST", "/subscriptions", {
    customer: wish.user,
    pricePoint: wish.plan,
    paymentMethod: { provider: "sandbox", card: wish.card },
    ...(session ? { session } : {}),
    checkout: {
      ip: addressOf(request),
      userAgent: request.headers["user-agent"]?.slice(0, 1_000),
    },
  });
  return status === 201
    ? { status: 200, body: told(body as Purchase) } // as the API describes it
    : { status: 502, body: { state: "declined", words: "The shop is closed at the moment." } };
}

/** How an order stands that waited for the buyer's bank. */
export async function orderState(shop: Shop, order: string): Promise<{ status: number; body: unknown }> {
  if (!/^ord_[0-9a-z]{26}$/.test(order)) return { status: 404, body: {} };
  const { status, body } = await ask(shop, "GET", `/orders/${order}`);
  const { state } = body as { state?: string };
  return { status: status === 200 ? 200 : 404, body: { state } };
}

function told({ order, state, actionUrl, decline }: Purchase): Told {
  const words = {
    active: "Thank you! Your plan has begun.",
    pending: "Your bank is taking its time. We will write to you.",
    action_required: "Your bank wants you to confirm this payment.",
    declined: decline ? `Declined: ${decline.reason}. ${decline.advice}` : "Declined.",
  }[state];
  return { state, words, order, ...(actionUrl ? { actionUrl } : {}) };
}

/** The page told Dossier who it is a moment ago, which may still be on its way. */
async function latestVisit(shop: Shop, user: string): Promise<string | null> {
  const path = `/customers/${encodeURIComponent(user)}/sessions?order=newest&limit=1`;
  for (let tries = 0; tries < 20; tries += 1) {
    const { status, body } = await ask(shop, "GET", path);
    if (status === 200) return (body as { data: { id: string }[] }).data[0]?.id ?? null;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return null;
}

async function ask(
  { appUrl, secretKey }: Shop,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${appUrl}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secretKey}`,
      "content-type": "application/json",
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, body: await response.json() };
}

async function readWish(request: IncomingMessage) {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > mostBytes) return null;
    pieces.push(piece);
  }
  const wish = parsed(Buffer.concat(pieces).toString("utf8"));
  const { user, plan, card } = wish;
  if (typeof user !== "string" || !/^nl_[a-z0-9]{1,20}$/.test(user)) return null;
  if (typeof plan !== "string" || !plans.has(plan)) return null;
  if (typeof card !== "string" || !/^sandbox_[a-z0-9_]{1,40}$/.test(card)) return null;
  return { user, plan, card };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function addressOf(request: IncomingMessage): string | undefined {
  return request.socket.remoteAddress?.replace(/^::ffff:/, "");
}
