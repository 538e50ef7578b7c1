import { createServer } from "node:http";

/** Of an event's id: when it came, by the clock that all processes of the machine share, and how often. */
export type Arrivals = Record<string, { at: number; times: number }>;

/**
 * A receiver in a process of its own. What is sent to /hang is never answered. /arrivals tells what came since it
 * was asked last.
 */
export function startBenchReceiver(): Promise<{ port: number }> {
  let arrivals: Arrivals = {};
  const server = createServer((request, response) => {
    if (request.url === "/arrivals") {
      response.end(JSON.stringify(arrivals));
      arrivals = {};
      return;
    }
    request.resume();
    if (request.url === "/hang") return;
    request.on("end", () => {
      const id = String(request.headers["webhook-id"]);
      const known = arrivals[id];
      if (known) known.times += 1;
      else arrivals[id] = { at: Date.now(), times: 1 };
      response.end();
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ port: address && typeof address === "object" ? address.port : 0 });
    });
  });
}
