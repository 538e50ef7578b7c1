import { createServer, type RequestListener } from "node:http";
import { afterEach, expect, test } from "vitest";
import { checkUrl, nameServers } from "./safe-address";
import { createSafeFetch, type SafeLimits } from "./safe-fetch";

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const loopback = { allowPrivate: ["127.0.0.0/8", "::1/128"], resolve: nameServers() };

async function receiver(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the receiver has no port");
  return `http://localhost:${address.port}`;
}

function post(url: string, limits: Partial<SafeLimits> = {}, headers: Record<string, string> = {}) {
  return createSafeFetch(loopback, limits)({ method: "POST", url, headers, body: "{}" });
}

test("an answer comes with its address, status, headers and body", async () => {
  const url = await receiver((request, response) => {
    response.writeHead(201, { "x-seen": `${request.method} ${request.url}` }).end("fine");
  });
  const answer = await post(`${url}/hook?a=1`);
  expect(answer).toMatchObject({ address: "127.0.0.1", status: 201, error: null, isCut: false });
  expect(answer.headers?.["x-seen"]).toBe("POST /hook?a=1");
  expect(answer.body.toString()).toBe("fine");
});

test("what nobody answers is refused, late or unknown, in words", async () => {
  expect(await post("http://127.0.0.1:1/")).toMatchObject({ status: null, error: "connection_refused" });
  const hanging = await receiver(() => undefined);
  expect(await post(hanging, { totalMs: 100 })).toMatchObject({ status: null, error: "timeout" });
  const unknown = createSafeFetch({ allowPrivate: [], resolve: () => Promise.reject(new Error("none")) });
  expect(await unknown({ method: "GET", url: "https://nobody.example/", headers: {} })).toMatchObject({
    error: "dns",
    address: null,
  });
});

test("a name that hangs in its look-up ends at the deadline", async () => {
  const never = createSafeFetch(
    { allowPrivate: [], resolve: () => new Promise(() => undefined) },
    { totalMs: 50 },
  );
  expect(await never({ method: "GET", url: "https://slow.example/", headers: {} })).toMatchObject({
    error: "timeout",
  });
});

test("headers that steer the connection or break out of their line are not sent", async () => {
  const seen: string[] = [];
  const url = await receiver((request, response) => {
    seen.push(request.url ?? "");
    response.end();
  });
  const hostile: Record<string, string>[] = [
    { Host: "metadata.google.internal" },
    { connection: "upgrade", upgrade: "websocket" },
    { "transfer-encoding": "chunked" },
    { "content-length": "0" },
    { "x-a": "b\r\nx-injected: yes" },
    { "x-a\r\nx-b": "c" },
    { "proxy-authorization": "Basic eDp5" },
    { "x-forwarded-for": "127.0.0.1" },
  ];
  for (const headers of hostile) {
    expect(await post(url, {}, headers)).toMatchObject({ error: "invalid_request", status: null });
  }
  expect(seen).toEqual([]);
});

test("an address is kept as it will be called, and a forbidden one names its field", async () => {
  const rules = { allowPrivate: [], resolve: async () => ["203.0.113.9", "10.0.0.1"] };
  const outside = { ...rules, resolve: async () => ["93.184.215.14"] };
  expect(await checkUrl("https://HOOKS.example.com/a#part", outside)).toBe("https://hooks.example.com/a");
  for (const url of ["http://hooks.example.com/", "https://hooks.example.com:22/", "ftp://a/", "x", ""]) {
    await expect(checkUrl(url, outside)).rejects.toMatchObject({
      code: "invalid",
      fields: { url: expect.stringContaining("public") },
    });
  }
  await expect(checkUrl("https://hooks.example.com/", rules, "target")).rejects.toMatchObject({
    fields: { target: expect.stringContaining("public") },
  });
});
