import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { readBatch } from "@/lib/tracking/schema";
import { readSnippet } from "@/lib/tracking/snippet";
import { close, listen } from "./loopback";

const token = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/);
const text = (max: number) => z.string().max(max);

/** The request body of `POST /i/v1/batch`, held to the letter. */
const batch = z.strictObject({
  key: z.string().startsWith("pk_"),
  visitor: token,
  session: token,
  mode: z.enum(["production", "preview"]),
  sentAt: z.int().positive(),
  funnel: z.strictObject({
    id: text(128).min(1),
    title: text(200).optional(),
    version: text(200).optional(),
  }),
  page: z.strictObject({
    url: z.url().max(4096),
    referrer: text(2048).optional(),
    language: text(64).optional(),
    timezone: text(64).optional(),
  }),
  inputs: z
    .record(text(64).min(1), text(1024))
    .refine((inputs) => Object.keys(inputs).length <= 64)
    .optional(),
  consent: z.record(text(64), z.string()).optional(),
  events: z
    .array(
      z.strictObject({
        id: z.uuid(),
        name: text(64).min(1),
        at: z.int().positive(),
        properties: z.record(text(64), z.unknown()).optional(),
      }),
    )
    .max(50),
});

export type Batch = z.infer<typeof batch>;
/** `hang`: the request arrived, and its answer never comes. */
export type Answer = { status: number; retryAfter?: string; hang?: boolean };

/** A collector that records what it accepts, refuses what the contract or the real one forbids, and fails on demand. */
export async function startFakeCollector() {
  const attempts: { body: Batch; status: number; at: number }[] = [];
  const violations: string[] = [];
  const answers: Answer[] = [];
  let outage: Answer | undefined;

  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    if (raw.length > 60 * 1024) violations.push(`body of ${raw.length} bytes`);
    if (!request.headers["content-type"]?.startsWith("text/plain")) violations.push("not text/plain");
    if (request.headers.cookie) violations.push("sent cookies");
    const parsed = batch.safeParse(JSON.parse(raw.toString()));
    if (!parsed.success) {
      violations.push(`${z.prettifyError(parsed.error)} in ${raw.toString().slice(0, 500)}`);
      return response.writeHead(400).end();
    }
    const read = readBatch(raw.toString());
    if ("invalid" in read) violations.push(`the collector refuses ${read.invalid}`);
    const answer = answers.shift() ?? outage ?? { status: 202 };
    attempts.push({ body: parsed.data, status: answer.status, at: Date.now() });
    if (answer.hang) return;
    if (answer.retryAfter) response.setHeader("retry-after", answer.retryAfter);
    response.writeHead(answer.status, { "content-type": "application/json" }).end("{}");
  };

  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-expose-headers", "Retry-After");
    const snippet = readSnippet();
    if (request.method === "POST" && request.url === "/i/v1/batch") {
      receive(request, response).catch((error) => violations.push(String(error)));
    } else if (request.url === "/dossier.js" || request.url === snippet.path) {
      response
        .writeHead(200, { "content-type": "text/javascript", "cache-control": "no-store" })
        .end(snippet.body);
    } else {
      if (request.method === "OPTIONS") violations.push("needed a preflight");
      response.writeHead(404).end();
    }
  });
  const port = await listen(server);

  const accepted = () => attempts.filter(({ status }) => status === 202).map(({ body }) => body);
  return {
    url: `http://localhost:${port}`,
    attempts,
    violations,
    accepted,
    /** Every accepted event once, by id, in order of happening. */
    events: () => {
      const byId = new Map(
        accepted().flatMap(({ events }) => events.map((event) => [event.id, event] as const)),
      );
      return [...byId.values()].sort((a, b) => a.at - b.at);
    },
    names: () => accepted().flatMap(({ events }) => events.map(({ name }) => name)),
    sessions: () => [...new Set(accepted().map(({ session }) => session))],
    visitors: () => [...new Set(accepted().map(({ visitor }) => visitor))],
    inputs: () => Object.assign({}, ...accepted().map(({ inputs }) => inputs)) as Record<string, string>,
    answerNext: (...next: Answer[]) => answers.push(...next),
    fail: (answer: Answer | undefined) => {
      outage = answer;
    },
    close: () => close(server),
  };
}
