import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { close, listen } from "./loopback";

export type Received = { path: string; headers: IncomingHttpHeaders; body: string; at: number };

/** A receiver of webhooks that keeps what it was sent. It answers 200 unless it is told otherwise. */
export async function startReceiver(
  answer: (received: Received, response: ServerResponse) => void = (_, response) => {
    response.end("ok");
  },
) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const one: Received = {
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(parts).toString("utf8"),
        at: performance.now(),
      };
      received.push(one);
      answer(one, response);
    });
  });
  const port = await listen(server);
  return { url: `http://localhost:${port}/hooks`, received, close: () => close(server) };
}
