import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hostileAddresses, hostileUrls } from "@/tests/hostile-addresses";
import { checkUrl, nameServers, type Resolve } from "./safe-address";
import { createSafeFetch } from "./safe-fetch";

/** Listens where the hostile addresses lead to, and counts who comes. */
const traps: Server[] = [];
let visits = 0;
let port = 0;

beforeAll(async () => {
  for (const host of ["127.0.0.1", "::1"]) {
    const trap = createServer((socket) => {
      visits += 1;
      socket.destroy();
    });
    const listening = await new Promise<boolean>((resolve) => {
      trap.once("error", () => resolve(false));
      trap.listen(port, host, () => resolve(true));
    });
    const address = trap.address();
    if (!listening || !address || typeof address === "string") continue;
    traps.push(trap);
    port = address.port;
  }
});
afterAll(() => {
  for (const trap of traps) trap.close();
});

const publicAddress = "93.184.215.14";
/** Names as a tenant's own name servers would answer, with those of this machine as they are. */
const named: Resolve = async (host) =>
  host === "hooks.example.com" ? [publicAddress] : nameServers(200)(host);

const refused = /^(blocked_address|dns)$/;

function send(url: string, resolve: Resolve, allowPrivate: string[] = []) {
  const fetch = createSafeFetch({ allowPrivate, resolve }, { totalMs: 2_000, connectMs: 500 });
  return fetch({ method: "POST", url, headers: {}, body: "{}" });
}

test("W5: of at least 150 hostile URLs none is kept, none is connected to, and all are refused in one sentence", async () => {
  const urls = hostileUrls(port);
  expect(new Set(urls).size).toBeGreaterThanOrEqual(150);
  const rules = { allowPrivate: [], resolve: named };
  const sentences = new Set<string>();
  for (const url of urls) {
    const answer = await send(url, named);
    expect(answer, url).toMatchObject({ address: null, status: null, error: expect.stringMatching(refused) });
    const kept = await checkUrl(url, rules).catch((error: Error) => {
      sentences.add(error.message);
      return null;
    });
    expect(kept, url).toBeNull();
  }
  expect(sentences.size).toBe(1);
  expect(visits).toBe(0);
}, 60_000);

test("W5: a name that leads to a hostile address is refused, alone, mixed with a public one, in any order", async () => {
  for (const address of hostileAddresses)
    for (const answers of [[address], [publicAddress, address], [address, publicAddress]]) {
      const answer = await send(
        `https://${address.replaceAll(/[:.]/g, "-")}.nip.example/`,
        async () => answers,
      );
      expect(answer, String(answers)).toMatchObject({ error: "blocked_address", address: null });
    }
  expect(visits).toBe(0);
});

test("W5: a name that turns its address is judged anew at each request, and what was judged is what is called", async () => {
  const harmless = "127.0.0.9";
  let turn = 0;
  const alternating: Resolve = async () => {
    turn += 1;
    return turn % 2 === 1 ? [harmless] : ["127.0.0.1"];
  };
  const fetch = createSafeFetch({ allowPrivate: [`${harmless}/32`], resolve: alternating });
  for (let index = 0; index < 20; index++) {
    const answer = await fetch({ method: "GET", url: `http://turns.example:${port}/`, headers: {} });
    const outcome = index % 2 === 0 ? [harmless, "connection_refused"] : [null, "blocked_address"];
    expect([answer.address, answer.error]).toEqual(outcome);
  }
  expect(turn).toBe(20);
  expect(visits).toBe(0);
});

test("W5: ranges that the operator allows are for those alone, and not for what stands beside them", async () => {
  const allowed = ["127.0.0.0/8"];
  const mixed = await send("https://a.example/", async () => [publicAddress, "127.0.0.1"], allowed);
  expect(mixed.error).toBe("blocked_address");
  for (const address of ["10.0.0.1", "169.254.169.254", "::1"])
    expect((await send("https://a.example/", async () => [address], allowed)).error).toBe("blocked_address");
  expect((await send("http://a.example/", async () => [publicAddress], allowed)).error).toBe(
    "blocked_address",
  );
  expect(visits).toBe(0);
  const own = await send(`http://a.example:${port}/`, async () => ["127.0.0.1"], allowed);
  expect(own).toMatchObject({ address: "127.0.0.1", error: "connection_closed" });
  expect(visits).toBe(1);
});
