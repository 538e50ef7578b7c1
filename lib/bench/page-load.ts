import { Agent, request } from "node:http";
import { percentile } from "./http-load";

export type PageTimes = { p50Ms: number; p95Ms: number; bytes: number };

/** Asks for one page again and again over one connection; the time runs from the request to the last byte of the answer. */
export async function timePage(options: {
  url: string;
  cookie: string;
  times: number;
  warmUp?: number;
}): Promise<PageTimes> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  let bytes = 0;
  try {
    for (let turn = -(options.warmUp ?? 20); turn < options.times; turn++) {
      const loaded = await load(options.url, options.cookie, agent);
      if (turn >= 0) times.push(loaded.ms);
      bytes = loaded.bytes;
    }
  } finally {
    agent.destroy();
  }
  times.sort((a, b) => a - b);
  return { p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95), bytes };
}

function load(url: string, cookie: string, agent: Agent): Promise<{ ms: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const asked = request(url, { agent, headers: { cookie, accept: "text/html" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (part: Buffer) => {
        bytes += part.length;
      });
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve({ ms: performance.now() - started, bytes });
        else reject(new Error(`${url} answered ${answer.statusCode}`));
      });
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}
