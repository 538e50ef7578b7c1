import { systemClock } from "../core/clock";
import { processSingleton } from "../core/process-singleton";
import { createRateLimiter } from "../core/rate-limiter";
import { safeFetch } from "../core/safe-fetch";
import { createInboundGate } from "./gate";
import { certificateStore } from "./paypal-certificates";
import { createReceiver, mostBytes } from "./receive";
import { createRefusals } from "./refusals";
import { createEventStore } from "./store-group";

const limit = { most: 5_000, windowMs: 10_000 };

/** The door for a mount that speaks Request and Response. */
export async function inboundRoute(
  request: Request,
  { provider, integration }: { provider: string; integration: string },
): Promise<Response> {
  const receive = processSingleton("inbound.receiver", () =>
    createReceiver({
      clock: systemClock,
      receivingAt: createInboundGate(),
      certificates: certificateStore({ fetchCertificate }),
      refusals: createRefusals(),
      ofIntegration: createRateLimiter(limit),
      store: createEventStore(),
    }),
  );
  const answer = await receive({
    ...{ provider, integration, headers: request.headers },
    body: async () => (request.body ? readBody(request.body) : Buffer.alloc(0)),
  });
  const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff", ...answer.headers };
  return answer.body
    ? Response.json(answer.body, { status: answer.status, headers })
    : new Response(null, { status: answer.status, headers });
}

async function readBody(chunks: AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > mostBytes) return null;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

async function fetchCertificate(url: string): Promise<string | null> {
  const { status, body, isCut, error } = await safeFetch({ method: "GET", url, headers: {} });
  if (error) throw new Error(`PayPal's certificate did not come: ${error}`);
  return status === 200 && !isCut ? body.toString("utf8") : null;
}
