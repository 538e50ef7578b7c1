import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { endSocket } from "../core/end-socket";
import { log } from "../core/log";
import { clientAddress, isLoopback } from "./client-address";
import type { IngestResponse } from "./handler";
import type { Ingest } from "./ingest";
import { batchLimits } from "./schema";
import { serveSnippet } from "./serve-snippet";

export type CollectorOptions = {
  host: string;
  port: number;
  trustedProxies: readonly string[];
  ingest: Ingest;
};

export type Collector = { port: number; close(): Promise<void> };

/** Serves ingest and the snippet. Resolves when it listens; `close` answers what has arrived and then ends. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const server = createServer(
    { keepAliveTimeout: 65_000, headersTimeout: 10_000, requestTimeout: 15_000, maxHeaderSize: 16_384 },
    (request, response) => {
      try {
        route(options, request, response);
      } catch (error) {
        fail(response, error);
      }
    },
  );
  server.on("clientError", (_error, socket) => endSocket(socket, "400 Bad Request"));
  await listen(server, options);
  return {
    // A server that listens on a port has an address of this kind.
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await options.ingest.close();
      server.closeIdleConnections();
      const patience = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(patience);
    },
  };
}

function listen(server: Server, { host, port }: CollectorOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, backlog: 2_048 }, () => {
      server.off("error", reject);
      server.on("error", (error) => log.error("the collector's server failed", { error }));
      resolve();
    });
  });
}

function route(options: CollectorOptions, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (path === "/i/v1/batch") collect(options, request, response);
  else if (!isRead) send(response, plain(405, { allow: "GET, HEAD" }));
  else if (path === "/health") send(response, health(options, request));
  else if (!serveSnippet(path, request, response)) send(response, plain(404));
}

/** The counts are for this machine alone; what a proxy passes on is not. */
function health({ ingest }: CollectorOptions, { socket, headers }: IncomingMessage): IngestResponse {
  const isOwn = isLoopback(clientAddress(socket.remoteAddress, undefined, [])) && !headers["x-forwarded-for"];
  return plain(200, {}, { status: "ok", ...(isOwn ? ingest.state() : {}) });
}

function collect(options: CollectorOptions, request: IncomingMessage, response: ServerResponse): void {
  const { headers, socket } = request;
  const forwardedFor = headers["x-forwarded-for"];
  options.ingest
    .handle({
      method: request.method ?? "",
      contentType: headers["content-type"] ?? null,
      contentEncoding: headers["content-encoding"] ?? null,
      userAgent: headers["user-agent"] ?? null,
      origin: headers.origin ?? null,
      address: clientAddress(
        socket.remoteAddress,
        Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor,
        options.trustedProxies,
      ),
      body: () => bodyOf(request),
    })
    .then((answer) => send(response, answer))
    .catch((error: unknown) => fail(response, error));
}

/** Counted as it comes, without the cost of an iterator per request. Null when there is more than the limit. */
function bodyOf(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on("data", (part: Buffer) => {
      size += part.length;
      if (size <= batchLimits.bytes) parts.push(part);
      else resolve(null);
    });
    request.on("end", () =>
      resolve((parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)).toString()),
    );
    // Resolving twice changes nothing; after an abort there is nobody to answer, and an empty body stores nothing.
    request.on("close", () => resolve(""));
  });
}

function fail(response: ServerResponse, error: unknown): void {
  log.error("a request failed", { error });
  if (response.headersSent) response.destroy();
  else send(response, plain(500));
}

function plain(status: number, headers: Record<string, string> = {}, body: object = {}): IngestResponse {
  return {
    status,
    headers: { "content-type": "application/json", "x-content-type-options": "nosniff", ...headers },
    body: JSON.stringify(body),
  };
}

function send(response: ServerResponse, { status, headers, body }: IngestResponse): void {
  const length: Record<string, string | number> =
    status === 204 ? {} : { "content-length": Buffer.byteLength(body) };
  // What is left of a body that is too large is not worth reading: the connection ends with the answer.
  const ending: Record<string, string> = status === 413 ? { connection: "close" } : {};
  response.writeHead(status, { ...headers, ...length, ...ending }).end(body);
}
