import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startConsole } from "./console-server";
import { listen } from "./listen";
import type { Running } from "./program";

let port: number;
let server: Running;
let trustedProxies: string[] = [];
let seen: IncomingHttpHeaders = {};
let received = 0;

beforeAll(async () => {
  port = await freePort();
  server = await startConsole(
    {
      handle: (request, response) => {
        if (request.url === "/throw/at-once") throw new Error("at once");
        return serve(request, response);
      },
      upgrade: null,
      close: async () => undefined,
    },
    {
      port,
      host: "127.0.0.1",
      appUrl: "https://console.example.com",
      get trustedProxies() {
        return trustedProxies;
      },
    },
  );
});
afterAll(() => server.stop());
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  seen = request.headers;
  if (request.url === "/throw/later") throw new Error("later");
  for await (const chunk of request) received += chunk.length;
  response.end("ok");
}
beforeEach(() => {
  seen = {};
  received = 0;
  trustedProxies = [];
});

const claims = {
  host: "evil.example",
  "x-forwarded-for": "203.0.113.9",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "http",
  forwarded: "for=203.0.113.9",
  "x-real-ip": "203.0.113.9",
  "x-request-id": "chosen-by-the-client",
};

it("writes the forwarded headers anew: from the socket, and from a trusted proxy's word", async () => {
  await ask({ headers: claims });
  expect(seen).toMatchObject({
    host: "console.example.com",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": "console.example.com",
    "x-forwarded-proto": "https",
  });
  expect(seen).not.toHaveProperty("forwarded");
  expect(seen).not.toHaveProperty("x-real-ip");
  trustedProxies = ["127.0.0.0/8"];
  await ask({ headers: { ...claims, "x-forwarded-for": "198.51.100.1, 203.0.113.9" } });
  expect(seen["x-forwarded-for"]).toBe("203.0.113.9");
});

it("gives each request an id of its own and answers with it", async () => {
  const { headers } = await ask({ headers: claims });
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen["x-request-id"]).toBe(headers["x-request-id"]);
});

it("drops what Next takes for its own word, and keeps what its browser code sends", async () => {
  const internal = [
    "x-middleware-subrequest",
    "x-middleware-next",
    "x-invoke-path",
    "x-nextjs-data",
    "next-resume",
    "x-matched-path",
  ];
  const ours = ["rsc", "next-action", "next-router-state-tree", "next-router-prefetch", "next-url"];
  await ask({ headers: Object.fromEntries([...internal, ...ours].map((name) => [name, "1"])) });
  expect(Object.keys(seen).filter((name) => internal.includes(name))).toEqual([]);
  expect(
    Object.keys(seen)
      .filter((name) => ours.includes(name))
      .sort(),
  ).toEqual([...ours].sort());
});

it("refuses absolute targets, unknown methods, upgrades and bodies over 1 MiB, with and without a length", async () => {
  const big = Buffer.alloc(1024 * 1024 + 1);
  expect((await ask({ path: "http://evil.example/" })).statusCode).toBe(400);
  expect((await ask({ path: "//evil.example/" })).statusCode).toBe(400);
  expect((await ask({ method: "TRACE" })).statusCode).toBe(405);
  expect(
    (
      await ask({
        method: "POST",
        path: "/hooks/x",
        body: big,
        headers: { "content-length": String(big.length) },
      })
    ).statusCode,
  ).toBe(413);
  expect(received).toBe(0);
  expect(
    (await ask({ method: "POST", path: "/hooks/x", body: big, headers: { "transfer-encoding": "chunked" } }))
      .statusCode,
  ).toBe(413);
  expect(received).toBeLessThanOrEqual(1024 * 1024);
  expect(await raw("GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n")).toMatch(
    /^HTTP\/1.1 400/,
  );
  expect((await ask({ method: "POST", path: "/hooks/x", body: Buffer.alloc(1024 * 1024) })).statusCode).toBe(
    200,
  );
});

it("refuses a path that is no text, and a change that no page of ours sent", async () => {
  expect((await ask({ path: "/%E0%A4%A" })).statusCode).toBe(400);
  expect((await ask({ method: "POST" })).statusCode).toBe(403);
  expect((await ask({ method: "POST", headers: { origin: "null" } })).statusCode).toBe(403);
  expect((await ask({ method: "DELETE", headers: { origin: "https://evil.example" } })).statusCode).toBe(403);
  expect((await ask({ method: "POST", path: "/i/v1/batch" })).statusCode).toBe(200);
});

it("answers a batch that is too large as ingest does, so that a page can read it", async () => {
  const big = Buffer.alloc(1024 * 1024 + 1);
  const sizes: Record<string, string>[] = [
    { "content-length": String(big.length) },
    { "transfer-encoding": "chunked" },
  ];
  for (const sized of sizes) {
    const { statusCode, headers } = await ask({
      method: "POST",
      path: "/i/v1/batch",
      body: big,
      headers: sized,
    });
    expect(statusCode).toBe(413);
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "content-type": "application/json",
    });
  }
});

it("outlives an application that throws, at once or later", async () => {
  for (const how of ["at-once", "later"]) expect((await ask({ path: `/throw/${how}` })).statusCode).toBe(500);
  expect((await ask({})).statusCode).toBe(200);
});

it("says in one sentence that a port is taken", async () => {
  const taken = { port, host: "127.0.0.1", name: "console", variable: "PORT" };
  await expect(listen(createServer(), taken)).rejects.toThrow(
    `Port ${port} is taken, so the console cannot start: stop the program that uses it, or set PORT to another port.`,
  );
});

type Asked = { path?: string; method?: string; headers?: Record<string, string>; body?: Buffer };

function ask({ path = "/", method = "GET", headers = {}, body }: Asked): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = send({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      response.resume();
      response.once("close", () => resolve(response));
    });
    // The server may cut a body that it refused; its answer has come by then.
    request.once("error", (error) => request.destroyed || reject(error));
    request.end(body);
  });
}

function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = net.connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await listen(probe, { port: 0, host: "127.0.0.1", name: "probe", variable: "PORT" });
  const address = probe.address() as AddressInfo; // a server that listens on a port has one
  await new Promise((resolve) => probe.close(resolve));
  return address.port;
}
