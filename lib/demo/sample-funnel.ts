import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { log } from "@/lib/core/log";
import { snippetHtml } from "@/lib/tracking/snippet";
import { checkOut, orderState, type Shop } from "./sample-checkout";

export const sampleFunnel = { id: "sleep-check", title: "Sleep check" } as const;

export type SampleFunnelOptions = {
  /** 0 takes any free port. */
  port: number;
  host: string;
  collectorUrl: string;
  publishableKey: string;
  /** Where it sells; without one the quiz ends with its plan. */
  shop?: Shop;
};

export type SampleFunnel = { url: string; stop(): Promise<void> };

const contentTypes = { html: "text/html", css: "text/css", js: "text/javascript" } as const;

/** A quiz on an origin of its own, which uses the snippet as a customer's page would. `?preview=1` and `?consent=required` set its modes. */
export async function startSampleFunnel(options: SampleFunnelOptions): Promise<SampleFunnel> {
  const template = readPart("page.html");
  const assets = new Map([
    ["/funnel.css", { text: readPart("funnel.css"), type: contentTypes.css }],
    ["/funnel.js", { text: readPart("funnel.js"), type: contentTypes.js }],
  ]);
  const headers = securityHeaders(new URL(options.collectorUrl).origin);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = readUrl(request.url);
    if (options.shop && pathname.startsWith("/checkout"))
      return sell(options.shop, request, response, pathname);
    const asset = assets.get(pathname);
    if (request.method !== "GET" && request.method !== "HEAD")
      return send(response, 405, "Method not allowed");
    if (asset) return send(response, 200, asset.text, asset.type, headers);
    if (pathname !== "/") return send(response, 404, "Not found");
    const snippet = snippetHtml({
      collectorUrl: options.collectorUrl,
      key: options.publishableKey,
      funnel: sampleFunnel.id,
      title: sampleFunnel.title,
      mode: searchParams.get("preview") === "1" ? "preview" : undefined,
      consent: searchParams.get("consent") === "required" ? "required" : undefined,
    });
    send(
      response,
      200,
      template.replace("{{snippet}}", () => snippet).replace("{{sells}}", String(options.shop !== undefined)),
      contentTypes.html,
      headers,
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  // Listening on TCP, so the address is never the path of a pipe.
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://localhost:${port}/`, stop };
}

/** Only its own page may buy: another's form would carry another origin. */
function sell(shop: Shop, request: IncomingMessage, response: ServerResponse, pathname: string): void {
  const isOwnPage = request.headers.origin === `http://${request.headers.host}`;
  const work =
    request.method === "POST" && pathname === "/checkout" && isOwnPage
      ? checkOut(shop, request)
      : request.method === "GET"
        ? orderState(shop, pathname.slice("/checkout/".length))
        : Promise.resolve({ status: 405, body: {} });
  const failed = { status: 502, body: { state: "declined", words: "The shop is closed at the moment." } };
  void work
    .catch((error: unknown) => {
      log.warn("the sample funnel could not ask for a payment", { error });
      return failed;
    })
    .then(({ status, body }) => send(response, status, JSON.stringify(body), "application/json"));
}

function readPart(name: string): string {
  return readFileSync(join(process.cwd(), "lib", "demo", "quiz", name), "utf8");
}

function readUrl(target = "/"): URL {
  return URL.canParse(target, "http://localhost")
    ? new URL(target, "http://localhost")
    : new URL("http://localhost");
}

function securityHeaders(collectorOrigin: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${collectorOrigin}`,
    `connect-src 'self' ${collectorOrigin}`,
    "style-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "referrer-policy": "strict-origin-when-cross-origin",
  };
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  type = "text/plain",
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    ...headers,
  });
  response.end(text);
}
