import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { close, listen } from "./loopback";

export const paypalApp = { clientId: "fake-client-id-0001", secret: "fake-client-secret-0001" };

type Refund = {
  id: string;
  status: string;
  custom_id: string;
  amount: { value: string; currency_code: string };
};

/** PayPal's OAuth and refunds: a repeated PayPal-Request-Id gives the first answer. */
export async function startFakePaypal() {
  const refunds: Refund[] = [];
  const answers = new Map<string, { status: number; body: unknown }>();
  const captures = new Map([["CAPTURE00001", 999]]);
  const state = { losesAnswer: false, status: "COMPLETED", tokens: 0 };
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const text = Buffer.concat(pieces).toString("utf8");
    const reply = (status: number, body: unknown) =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const { pathname } = new URL(request.url ?? "/", "http://paypal");
    const { authorization } = request.headers;
    if (pathname === "/v1/oauth2/token") {
      const { clientId, secret } = paypalApp;
      const basic = `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
      if (authorization !== basic) return reply(401, { error: "invalid_client" });
      state.tokens += 1;
      return reply(200, { access_token: "fake-token", expires_in: 3_600 });
    }
    if (authorization !== "Bearer fake-token") return reply(401, { name: "AUTHENTICATION_FAILURE" });
    const [, shown] = /^\/v2\/payments\/refunds\/([\w-]+)$/.exec(pathname) ?? [];
    if (shown) {
      const found = refunds.find(({ id }) => id === shown);
      return found ? reply(200, found) : reply(404, { name: "RESOURCE_NOT_FOUND" });
    }
    const [, capture = ""] = /^\/v2\/payments\/captures\/(\w+)\/refund$/.exec(pathname) ?? [];
    const key = request.headers["paypal-request-id"]?.toString() ?? "";
    const known = answers.get(key);
    if (known) return reply(known.status, known.body);
    const left = captures.get(capture);
    if (left === undefined) return reply(404, { name: "RESOURCE_NOT_FOUND" });
    const { amount, custom_id } = JSON.parse(text);
    const cents = Math.round(Number(amount.value) * 100);
    if (cents > left)
      return reply(422, { name: "UNPROCESSABLE_ENTITY", details: [{ issue: "REFUND_AMOUNT_EXCEEDED" }] });
    captures.set(capture, left - cents);
    const refund = { id: `RF${randomUUID().slice(0, 8)}`, status: state.status, custom_id, amount };
    refunds.push(refund);
    answers.set(key, { status: 201, body: refund });
    if (state.losesAnswer) return void response.destroy();
    reply(201, refund);
  });
  const port = await listen(server);
  return { url: `http://localhost:${port}`, refunds, state, close: () => close(server) };
}
