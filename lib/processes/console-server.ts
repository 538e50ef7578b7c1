import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { endSocket } from "../core/end-socket";
import type { Env } from "../core/env";
import { log, withRequestId } from "../core/log";
import { bodyPolicy, securityHeaders } from "../core/security-headers";
import { tooLargeBatch } from "../tracking/handler";
import { believableHeaders } from "./forwarded-headers";
import { close, listen } from "./listen";
import type { Running } from "./program";

export type ConsoleApplication = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Development only: the socket of hot reload. */
  upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>) | null;
  close(): Promise<void>;
};

type Settings = Pick<Env, "port" | "host" | "appUrl" | "trustedProxies">;

/** The largest door of the application takes 1 MiB: inbound webhooks. */
const largestBody = 1024 * 1024;
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Our own server around Next: nothing from outside reaches it that it would take for its own or a proxy's word. */
export async function startConsole(application: ConsoleApplication, settings: Settings): Promise<Running> {
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    keepAliveTimeout: 65_000,
    headersTimeout: 15_000,
    requestTimeout: 60_000,
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const requestId = randomUUID();
    // A promise holds what is thrown at once, too: no request may end the process.
    withRequestId(requestId, () => answer(application, settings, { request, response, requestId })).catch(
      (error: unknown) => {
        log.error("a request failed outside of the application", { requestId, error });
        refuse(response, { status: 500, reason: `Something went wrong. Please name this id: ${requestId}` });
      },
    );
  });
  server.on("upgrade", async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    try {
      if (application.upgrade) await application.upgrade(request, socket, head);
      else endSocket(socket, "400 Bad Request");
    } catch (error) {
      log.error("an upgrade failed", { error });
      endSocket(socket, "500 Internal Server Error");
    }
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    const status =
      error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
    endSocket(socket, status);
  });
  await listen(server, { port: settings.port, host: settings.host, name: "console", variable: "PORT" });
  log.info("the console listens", { url: settings.appUrl });
  return {
    stop: async () => {
      await close(server, 15_000);
      await application.close();
    },
  };
}

type Exchange = { request: IncomingMessage; response: ServerResponse; requestId: string };

async function answer(
  application: ConsoleApplication,
  settings: Settings,
  exchange: Exchange,
): Promise<void> {
  const { request, response, requestId } = exchange;
  response.setHeader("x-request-id", requestId);
  setSafeHeaders(request, response, settings);
  const refusal = refusalOf(request, settings);
  if (refusal) {
    refuse(response, refusal);
    return;
  }
  limitBody(request, response);
  rewriteHeaders(request, believableHeaders(request.headers, peerOf(request, settings), requestId));
  await application.handle(request, response);
}

/** On whatever is answered, files and errors too. A page's own policy, which has its nonce, takes the place of this one. */
function setSafeHeaders(request: IncomingMessage, response: ServerResponse, { appUrl }: Settings): void {
  const [path = "/"] = (request.url ?? "/").split("?");
  const headers = securityHeaders(path, appUrl.startsWith("https:"));
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("content-security-policy", bodyPolicy);
}

type Refusal = { status: number; reason: string };

/** Doors for programs, which have no origin and no cookie. */
const programDoors = /^\/(api|i|hooks)\//;

function refusalOf(request: IncomingMessage, { appUrl }: Settings): Refusal | null {
  if (!methods.has(request.method ?? "")) return { status: 405, reason: "This method is not offered." };
  if (!/^\/(?!\/)/.test(request.url ?? ""))
    return { status: 400, reason: "Ask for a path that begins with one slash." };
  if (!isText(request.url ?? "")) return { status: 400, reason: "This path cannot be read." };
  if (Number(request.headers["content-length"] ?? 0) > largestBody) return tooLarge;
  const changes = !/^(GET|HEAD|OPTIONS)$/.test(request.method ?? "");
  if (changes && !programDoors.test(request.url ?? "") && request.headers.origin !== appUrl)
    return { status: 403, reason: "This did not come from a page of this console." };
  return null;
}

/** False for escapes that stand for no character: Next would fail on them. */
function isText(url: string): boolean {
  try {
    return decodeURIComponent(url.split("?")[0] ?? "") !== "";
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

const tooLarge: Refusal = { status: 413, reason: "The body is larger than 1 MiB." };

function refuse(response: ServerResponse, { status, reason }: Refusal): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (status === 413 && response.req.url?.split("?")[0] === "/i/v1/batch") {
    // Without its CORS headers a page could not read the answer, and would send the same batch again.
    const { headers, body } = tooLargeBatch();
    response.writeHead(status, { ...headers, connection: "close" }).end(body);
    return;
  }
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    connection: "close",
  });
  response.end(`${reason}\n`);
}

/** For bodies that do not say their length: counts what arrives, before anyone reads it. */
function limitBody(request: IncomingMessage, response: ServerResponse): void {
  let size = 0;
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null) => {
    size += chunk?.length ?? 0;
    if (size <= largestBody) return push(chunk);
    refuse(response, tooLarge);
    response.once("finish", () => request.destroy());
    return false;
  };
}

function peerOf(request: IncomingMessage, settings: Settings) {
  return {
    address: request.socket.remoteAddress,
    appUrl: settings.appUrl,
    trustedProxies: settings.trustedProxies,
  };
}

function rewriteHeaders(request: IncomingMessage, headers: IncomingHttpHeaders): void {
  request.headers = headers;
  request.rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? ""]).flatMap((one) => [name, one]),
  );
}
