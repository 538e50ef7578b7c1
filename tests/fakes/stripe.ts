import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { close, listen } from "./loopback";

export const stripeSecret = "sk_test_onlyForTheFakeStripe00";

type Fields = Record<string, string>;
type Answer = { status: number; body: Record<string, unknown> };
type Intent = Record<string, unknown> & { id: string; status: string; amount: number; metadata: Fields };
type Refund = Record<string, unknown> & { id: string; payment_intent: string; amount: number };

/** What goes wrong with the next request that moves money. */
export type Fault =
  /** Does nothing and never answers. */
  | "times_out"
  /** Does it, and breaks the connection, when the client repeats it at once as well. */
  | "loses_answer"
  /** Answers 500 and does nothing; the key keeps that answer, as Stripe's does. */
  | "fails"
  /** Does nothing, and asks to come again later. */
  | "is_busy";

/** What each payment method does. Any other is not known. */
const cards: Record<
  string,
  "succeeds" | "needs_action" | { code: string; decline?: string; advice?: string }
> = {
  pm_visa: "succeeds",
  pm_3ds: "needs_action",
  pm_insufficient_funds: { code: "card_declined", decline: "insufficient_funds", advice: "try_again_later" },
  pm_stolen: { code: "card_declined", decline: "stolen_card", advice: "do_not_try_again" },
  pm_expired: { code: "expired_card" },
};

/** Stripe's part of the bargain: its keys, its books, its errors. */
export async function startFakeStripe() {
  const intents: Intent[] = [];
  const refunds: Refund[] = [];
  const keys = new Map<string, { hash: string; answer: Answer | null; breaks?: number }>();
  const faults: Fault[] = [];
  const seen: { path: string; key: string | undefined; version: string | undefined; fields: Fields }[] = [];
  const held: ServerResponse[] = [];
  const state = { hasSearchCaughtUp: true, refundStatus: "succeeded", isKeyValid: true };

  const server = createServer(async (request, response) => {
    const fields = await formOf(request);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://stripe");
    const key = request.headers["idempotency-key"]?.toString();
    seen.push({ path: pathname, key, version: request.headers["stripe-version"]?.toString(), fields });
    if (!state.isKeyValid || request.headers.authorization !== `Bearer ${stripeSecret}`)
      return reply(response, failure(401, "invalid_request_error", "api_key_invalid"));
    if (request.method === "GET") return reply(response, read(pathname, searchParams));

    const hash = createHash("sha256")
      .update(pathname + JSON.stringify(Object.entries(fields).sort()))
      .digest("hex");
    const known = key ? keys.get(key) : undefined;
    if (known && known.hash !== hash) return reply(response, failure(400, "idempotency_error", null));
    if (known && !known.answer)
      return reply(response, failure(409, "idempotency_error", "idempotency_key_in_use"));
    if (known?.breaks) {
      known.breaks -= 1;
      return void response.destroy();
    }
    if (known?.answer) return reply(response, known.answer, true);
    const fault = /^\/v1\/(payment_intents|refunds)$/.test(pathname) ? faults.shift() : undefined;
    if (fault === "is_busy") return reply(response, failure(429, "invalid_request_error", "rate_limit"));
    if (fault === "times_out") return void held.push(response);
    const answer = fault === "fails" ? failure(500, "api_error", null) : write(pathname, fields);
    // What fails validation was never begun, and its key stays free.
    if (key && answer.status !== 400 && answer.status !== 404)
      keys.set(key, { hash, answer, breaks: fault === "loses_answer" ? 1 : 0 });
    if (fault === "loses_answer") return void response.destroy();
    reply(response, answer);
  });

  function read(path: string, query: URLSearchParams): Answer {
    if (path === "/v1/balance") return ok({ object: "balance", livemode: false });
    if (path === "/v1/payment_intents/search") {
      const id = /^metadata\['dossier_attempt'\]:'([0-9a-f-]{36})'$/.exec(query.get("query") ?? "")?.[1];
      const found = intents.filter(({ metadata }) => metadata.dossier_attempt === id);
      const data = state.hasSearchCaughtUp ? found : [];
      return ok({ object: "search_result", data, has_more: false, next_page: null, url: path });
    }
    if (path === "/v1/refunds") {
      const data = refunds.filter((refund) => refund.payment_intent === query.get("payment_intent"));
      return ok({ object: "list", data, has_more: false, url: path });
    }
    const [, kind, id] = /^\/v1\/(payment_intents|refunds|payment_methods)\/(\w+)$/.exec(path) ?? [];
    if (kind === "payment_methods" && id && cards[id])
      return ok({
        id,
        object: "payment_method",
        customer: null,
        card: { brand: "visa", last4: "4242", exp_month: 8, exp_year: 2030 },
      });
    const found = (kind === "refunds" ? refunds : intents).find((each) => each.id === id);
    return found ? ok(found) : failure(404, "invalid_request_error", "resource_missing");
  }

  function write(path: string, fields: Fields): Answer {
    if (path === "/v1/payment_intents") return pay(fields);
    if (path === "/v1/refunds") return giveBack(fields);
    const [, id] = /^\/v1\/payment_intents\/(\w+)\/cancel$/.exec(path) ?? [];
    const intent = intents.find((each) => each.id === id);
    if (intent) {
      if (intent.status === "succeeded" || intent.status === "canceled")
        return failure(400, "invalid_request_error", "payment_intent_unexpected_state");
      Object.assign(intent, { status: "canceled", canceled_at: now() });
      return ok(intent);
    }
    const [, method] = /^\/v1\/payment_methods\/(\w+)\/attach$/.exec(path) ?? [];
    return method
      ? read(`/v1/payment_methods/${method}`, new URLSearchParams())
      : failure(404, "invalid_request_error", "resource_missing");
  }

  function pay(fields: Fields): Answer {
    const does = cards[fields.payment_method ?? ""];
    if (!does || !fields.customer) return failure(404, "invalid_request_error", "resource_missing");
    const amount = Number(fields.amount);
    if (amount < 50) return failure(400, "invalid_request_error", "amount_too_small");
    const intent: Intent = {
      id: `pi_${randomUUID().replaceAll("-", "")}`,
      object: "payment_intent",
      amount,
      amount_received: 0,
      currency: fields.currency,
      customer: fields.customer,
      created: now(),
      metadata: metadataOf(fields),
      status: "succeeded",
      latest_charge: { id: "ch_1", object: "charge", created: now() },
    };
    intents.push(intent);
    const trouble =
      does === "needs_action" && (fields.off_session === "true" || fields.error_on_requires_action === "true")
        ? { code: "authentication_required" }
        : typeof does === "object"
          ? does
          : null;
    if (trouble) {
      const error = {
        type: "card_error",
        code: trouble.code,
        decline_code: Reflect.get(trouble, "decline"),
        advice_code: Reflect.get(trouble, "advice"),
      };
      Object.assign(intent, { status: "requires_payment_method", last_payment_error: error });
      return { status: 402, body: { error: { ...error, message: "declined", payment_intent: intent } } };
    }
    if (does === "needs_action")
      Object.assign(intent, {
        status: "requires_action",
        next_action: { type: "redirect_to_url", redirect_to_url: { url: "https://hooks.stripe.com/3ds" } },
      });
    else intent.amount_received = amount;
    return ok(intent);
  }

  function giveBack(fields: Fields): Answer {
    const intent = intents.find(({ id }) => id === fields.payment_intent);
    if (intent?.status !== "succeeded") return failure(404, "invalid_request_error", "resource_missing");
    const given = refunds.reduce(
      (sum, each) => sum + (each.payment_intent === intent.id ? each.amount : 0),
      0,
    );
    const amount = Number(fields.amount);
    if (given + amount > intent.amount)
      return failure(400, "invalid_request_error", "charge_already_refunded");
    const refund: Refund = {
      id: `re_${randomUUID().replaceAll("-", "")}`,
      object: "refund",
      payment_intent: intent.id,
      amount,
      currency: intent.currency,
      created: now(),
      metadata: metadataOf(fields),
      status: state.refundStatus,
    };
    refunds.push(refund);
    return ok(refund);
  }

  const port = await listen(server);
  return {
    url: `http://localhost:${port}`,
    intents,
    refunds,
    seen,
    state,
    /** The next requests that move money fail so, in this order. */
    fail: (...next: Fault[]) => void faults.push(...next),
    /** As if the first request with this key were still at work. */
    occupy: (key: string, path: string, fields: Fields) =>
      void keys.set(key, {
        hash: createHash("sha256")
          .update(path + JSON.stringify(Object.entries(fields).sort()))
          .digest("hex"),
        answer: null,
      }),
    /** The buyer confirms at their bank. */
    confirm: (id: string) => {
      const intent = intents.find((each) => each.id === id);
      if (intent) Object.assign(intent, { status: "succeeded", amount_received: intent.amount });
    },
    close: () => {
      for (const response of held) response.destroy();
      return close(server);
    },
  };
}

async function formOf(request: IncomingMessage): Promise<Fields> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString("utf8")));
}

function metadataOf(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const inner = /^metadata\[(\w+)\]$/.exec(name)?.[1];
      return inner ? [[inner, value]] : [];
    }),
  );
}

function reply(response: ServerResponse, { status, body }: Answer, isReplayed = false): void {
  response
    .writeHead(status, {
      "content-type": "application/json",
      "request-id": "req_fake",
      ...(isReplayed ? { "idempotent-replayed": "true" } : {}),
    })
    .end(JSON.stringify(body));
}

function ok(body: Record<string, unknown>): Answer {
  return { status: 200, body };
}

function failure(status: number, type: string, code: string | null): Answer {
  return { status, body: { error: { type, ...(code ? { code } : {}), message: `${type} ${code ?? ""}` } } };
}

function now(): number {
  return Math.floor(Date.now() / 1_000);
}
