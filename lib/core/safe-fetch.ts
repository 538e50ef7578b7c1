import { buildConnector, Pool } from "undici";
import { env } from "./env";
import { processSingleton } from "./process-singleton";
import {
  type AddressRules,
  checkUrl as checkUrlBy,
  findSafeAddresses,
  nameServers,
  parseSafeUrl,
  type SafeAddress,
} from "./safe-address";
import { readHead, type SafeError, safeErrorOf } from "./safe-answer";
import { isSafeHeader } from "./safe-header";

export type SafeRequest = {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** Ends the attempt before its time: `stopped`. */
  signal?: AbortSignal;
};

/** What came of it: an answer, or an error, and what the outside said of it. Never thrown. */
export type SafeAnswer = {
  /** What was connected to; null where nothing was. */
  address: string | null;
  status: number | null;
  headers: Record<string, string> | null;
  /** As it was sent, undecoded; what is beyond the limit was not read. */
  body: Buffer;
  isCut: boolean;
  error: SafeError | null;
  durationMs: number;
};

export type SafeFetch = (request: SafeRequest) => Promise<SafeAnswer>;

export type SafeLimits = {
  connectMs: number;
  /** From the look-up of the name to the last byte that is read. */
  totalMs: number;
  bodyBytes: number;
  headBytes: number;
};

const usualLimits: SafeLimits = {
  connectMs: 5_000,
  totalMs: 20_000,
  bodyBytes: 64 * 1024,
  headBytes: 16 * 1024,
};
const mostAddresses = 3;
const mostPools = 500;

/**
 * A request to an address that a tenant has given: the only way to make one. Only public addresses are connected to,
 * judged by what the name resolves to at this very moment; nothing is followed, decompressed or read without end.
 */
export const safeFetch: SafeFetch = (request) => processSingleton("safe-fetch", makeOwn).send(request);

/** Gives the address back as it is to be kept, or throws `invalid` for the field. */
export function checkUrl(text: string, field?: string): Promise<string> {
  return checkUrlBy(text, processSingleton("safe-fetch", makeOwn).rules, field);
}

function makeOwn(): { send: SafeFetch; rules: AddressRules } {
  const rules = { allowPrivate: env().webhookAllowPrivate, resolve: nameServers() };
  return { send: createSafeFetch(rules), rules };
}

export function createSafeFetch(rules: AddressRules, given: Partial<SafeLimits> = {}): SafeFetch {
  const limits = { ...usualLimits, ...given };
  const pools = new Map<string, Pool>();

  // Kept by the address too: what a name meant yesterday is not connected to again unless it still means that.
  const poolOf = ({ origin }: URL, { address, family }: SafeAddress): Pool => {
    const key = `${origin} ${address}`;
    const kept = pools.get(key);
    pools.delete(key);
    const pool = kept ?? new Pool(origin, { ...poolOptions(limits), connect: connectTo(address, family) });
    pools.set(key, pool);
    const [oldest] = pools.size > mostPools ? pools : [];
    if (oldest) {
      pools.delete(oldest[0]);
      void oldest[1].close();
    }
    return pool;
  };

  const connectTo = (address: string, family: 4 | 6) =>
    buildConnector({
      timeout: limits.connectMs,
      autoSelectFamily: false,
      // The address is settled before: a second look-up could say something else.
      lookup: (_host, options, done) =>
        options.all ? done(null, [{ address, family }]) : done(null, address, family),
    });

  return async ({ url: text, signal: stop, ...request }) => {
    const started = performance.now();
    const nothing = { address: null, status: null, headers: null, body: Buffer.alloc(0), isCut: false };
    const ended = (rest: Partial<SafeAnswer>): SafeAnswer => ({
      ...{ ...nothing, error: null, ...rest },
      durationMs: Math.round(performance.now() - started),
    });
    const url = parseSafeUrl(text);
    if (!url) return ended({ error: "blocked_address" });
    if (!Object.entries(request.headers).every(isSafeHeader)) return ended({ error: "invalid_request" });
    let isLate = false;
    const ending = new AbortController();
    const { signal } = ending;
    const stopped = () => ending.abort();
    const deadline = setTimeout(() => {
      isLate = true;
      ending.abort();
    }, limits.totalMs);
    stop?.addEventListener("abort", stopped, { once: true });
    if (stop?.aborted) stopped();
    const errorOf = (error: unknown) =>
      isLate ? "timeout" : signal.aborted ? "stopped" : safeErrorOf(error);
    try {
      const found = await orAborted(findSafeAddresses(url, rules), signal);
      if ("refused" in found) return ended({ error: found.refused });
      return ended(await tryEach(url, found.addresses));
    } catch (error) {
      return ended({ error: errorOf(error) });
    } finally {
      clearTimeout(deadline);
      stop?.removeEventListener("abort", stopped);
    }

    async function tryEach(at: URL, addresses: readonly SafeAddress[]): Promise<Partial<SafeAnswer>> {
      let last: Partial<SafeAnswer> = {};
      for (const each of addresses.slice(0, mostAddresses)) {
        last = await tryOne(at, each);
        // Only where nothing was sent may the next address be tried.
        const isUnheard = last.error === "connection_refused" || last.error === "unreachable";
        if (!isUnheard) break;
      }
      return last;
    }

    async function tryOne(at: URL, to: SafeAddress): Promise<Partial<SafeAnswer>> {
      const { address } = to;
      try {
        const answer = await poolOf(at, to).request({
          method: request.method,
          path: `${at.pathname}${at.search}`,
          headers: { ...request.headers, "accept-encoding": "identity" },
          body: request.body ?? null,
          signal,
        });
        const head = { address, status: answer.statusCode, headers: readHead(answer.headers) };
        return { ...head, ...(await readBody(answer.body)) };
      } catch (error) {
        return { address, error: errorOf(error) };
      }
    }

    // The head has said what became of the request: a body that never ends, or breaks off, does not change it.
    async function readBody(stream: AsyncIterable<Buffer> & { destroy(): unknown }) {
      const parts: Buffer[] = [];
      let size = 0;
      try {
        for await (const part of stream) {
          parts.push(part.subarray(0, limits.bodyBytes - size));
          size += part.length;
          if (size > limits.bodyBytes) break;
        }
      } catch {
        return { body: Buffer.concat(parts), isCut: true };
      } finally {
        stream.destroy();
      }
      return { body: Buffer.concat(parts), isCut: size > limits.bodyBytes };
    }
  };
}

function poolOptions(limits: SafeLimits): Pool.Options {
  return {
    // As many as its callers ask for: one receiver of a host that hangs must not hold up another's.
    connections: null,
    pipelining: 1,
    maxHeaderSize: limits.headBytes,
    headersTimeout: limits.totalMs,
    bodyTimeout: limits.totalMs,
    // Short: many receivers let go of an idle connection after five seconds, and a request on its way then is lost.
    keepAliveTimeout: 2_000,
    keepAliveMaxTimeout: 10_000,
  };
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
