import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { nameServers } from "./safe-address";
import { createSafeFetch } from "./safe-fetch";

const deadlineMs = Number(process.env.ANSWER_DEADLINE_MS ?? 400);
const attempts = Number(process.env.HOSTILE_ANSWERS ?? 25);
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

type Chatter = { head: string; part: Buffer | string; everyMs: number };

/** Answers whatever it is sent with a beginning, and then with one part after the other for as long as it is let. */
async function chatterer({ head, part, everyMs }: Chatter): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => {
      socket.write(head);
      const go = () => {
        if (socket.destroyed) return;
        if (socket.write(part)) timer = setTimeout(go, everyMs);
        else socket.once("drain", go);
      };
      let timer = setTimeout(go, everyMs);
      socket.once("close", () => clearTimeout(timer));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}/`;
}

const fetch = createSafeFetch(
  { allowPrivate: ["127.0.0.0/8"], resolve: nameServers() },
  { totalMs: deadlineMs },
);
const post = (url: string) => fetch({ method: "POST", url, headers: {}, body: "{}" });
const block = Buffer.alloc(64 * 1024, "x");
const chunk = Buffer.concat([Buffer.from("10000\r\n"), block, Buffer.from("\r\n")]);
const ok = "HTTP/1.1 200 OK\r\n";
const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024));

const hostile: [name: string, chatter: Chatter, outcome: object][] = [
  [
    "a body without end",
    { head: `${ok}transfer-encoding: chunked\r\n\r\n`, part: chunk, everyMs: 0 },
    { status: 200, error: null, isCut: true },
  ],
  [
    "a body of 100 GiB",
    { head: `${ok}content-length: 107374182400\r\n\r\n`, part: block, everyMs: 0 },
    { status: 200, error: null, isCut: true },
  ],
  [
    "a body that drips",
    { head: `${ok}content-length: 1000000\r\n\r\n`, part: "x", everyMs: 20 },
    { status: 200, error: null, isCut: true },
  ],
  ["a head that drips", { head: `${ok}x-a: `, part: "x", everyMs: 20 }, { status: null, error: "timeout" }],
  [
    "a head without end",
    { head: ok, part: `x-a: ${"x".repeat(60_000)}\r\n`, everyMs: 0 },
    { error: "too_large" },
  ],
  [
    "status lines without end",
    { head: "", part: "HTTP/1.1 103 Early Hints\r\n\r\n", everyMs: 5 },
    { status: null },
  ],
  [
    "no HTTP at all",
    { head: "SSH-2.0-OpenSSH_9.6\r\n", part: block, everyMs: 0 },
    { error: "invalid_answer" },
  ],
  [
    "another protocol",
    { head: "HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n", part: block, everyMs: 0 },
    { status: null },
  ],
  [
    "a compressed bomb",
    {
      head: `${ok}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n${""}`,
      part: bomb,
      everyMs: 0,
    },
    { status: 200, error: null },
  ],
];

test.each(hostile)(
  "W6: %s ends in its time and in little memory",
  async (_, chatter, outcome) => {
    const url = await chatterer(chatter);
    await post(url);
    const before = process.memoryUsage().rss;
    const answers = [];
    for (let from = 0; from < attempts; from += 5)
      answers.push(...(await Promise.all(Array.from({ length: 5 }, () => post(url)))));
    const grownMiB = (process.memoryUsage().rss - before) / 1024 ** 2;
    for (const answer of answers) {
      expect(answer).toMatchObject(outcome);
      expect(answer.body.length).toBeLessThanOrEqual(64 * 1024);
      expect(answer.durationMs).toBeLessThan(deadlineMs + 1_500);
    }
    // The other side lives in this process as well: its buffers are among this.
    expect(grownMiB).toBeLessThan(60);
  },
  60_000,
);

test("W6: what is compressed is kept as it came, and never unpacked", async () => {
  const server = createHttpServer((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(bomb.subarray(0, 20_000));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(() => server.close());
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const answer = await post(`http://127.0.0.1:${port}/`);
  expect(answer.body.equals(bomb.subarray(0, 20_000))).toBe(true);
});
