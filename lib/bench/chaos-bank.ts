import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { GatewayLookup, GatewayOutcome, PaymentGateway } from "../gateways/gateway";

/** How often, of a hundred calls, the bank misbehaves in each way. */
export type BankFaults = {
  timeouts: number;
  errors: number;
  slow: number;
  lostAnswers: number;
  declines: number;
};

export type Entry = { key: string; amountMinor: string; state: "succeeded" | "declined"; calls: number };

/**
 * A bank in a process of its own, with its own books in memory: it outlives the database and the workers. It keeps to
 * its keys, and now and then never answers, fails, is slow, or executes and breaks the connection.
 */
export function startBank(): Promise<{ port: number }> {
  const entries = new Map<string, Entry>();
  let faults: BankFaults = { timeouts: 0, errors: 0, slow: 0, lostAnswers: 0, declines: 0 };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    if (request.url === "/faults") {
      faults = JSON.parse(body) as BankFaults; // from the bench itself
      return send(response, {});
    }
    if (request.url === "/books") return send(response, [...entries.values()]);
    const { key = "", amountMinor = "" } = JSON.parse(body) as { key?: string; amountMinor?: string };
    if (request.url === "/lookup") return send(response, told(entries.get(key)));
    const luck = Math.random() * 100;
    const { timeouts, errors, slow, lostAnswers } = faults;
    // Neither executed nor answered.
    if (luck < timeouts) return;
    if (luck < timeouts + errors) return send(response, {}, 500);
    const entry = execute(key, amountMinor);
    if (luck < timeouts + errors + lostAnswers) return void response.destroy();
    if (luck < timeouts + errors + lostAnswers + slow) await new Promise((done) => setTimeout(done, 150));
    send(response, told(entry));
  }

  function execute(key: string, amountMinor: string): Entry {
    const known = entries.get(key);
    if (known) {
      known.calls += 1;
      return known;
    }
    const state = Math.random() * 100 < faults.declines ? "declined" : "succeeded";
    const entry: Entry = { key, amountMinor, state, calls: 1 };
    entries.set(key, entry);
    return entry;
  }

  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ port: typeof address === "object" && address ? address.port : 0 });
    });
  });
}

function told(entry: Entry | undefined): object {
  return entry ? { state: entry.state, reference: entry.key } : { state: "absent" };
}

function send(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}

/** The bank as our engine sees it. */
export function bankGateway(port: number): PaymentGateway {
  const ask = async (path: string, body: object, signal: AbortSignal): Promise<GatewayLookup> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      signal,
    });
    if (!response.ok) return { state: "unknown", why: `the bank answered ${response.status}` };
    const { state, reference } = (await response.json()) as { state: string; reference?: string };
    const occurredAt = new Date();
    if (state === "succeeded") return { state, reference: reference ?? "", occurredAt };
    if (state === "declined")
      return { state, reference: reference ?? null, code: "insufficient_funds", isHard: false, occurredAt };
    return { state: "absent" };
  };
  const never = async (): Promise<GatewayOutcome> => ({ state: "unknown", why: "the bench does not refund" });
  return {
    provider: "sandbox",
    keyRetentionMs: Number.MAX_SAFE_INTEGER,
    async charge({ attemptId, amount }, signal) {
      const outcome = await ask("/charge", { key: attemptId, amountMinor: String(amount.minor) }, signal);
      return outcome.state === "absent" ? { state: "unknown", why: "the bank kept nothing" } : outcome;
    },
    lookup: ({ attemptId }, signal) => ask("/lookup", { key: attemptId }, signal),
    refund: never,
    cancel: never,
  };
}
