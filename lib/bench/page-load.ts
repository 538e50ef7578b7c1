import { Agent, request } from "node:http";
import { percentile } from "./http-load";

export type PageTimes = { p50Ms: number; p95Ms: number; bytes: number };

/** Of several addresses each turn asks for the next. */
type Asked = { url: string | readonly string[]; cookie: string; times: number; warmUp?: number };

/** Asks for a page again and again over one connection; the time runs from the request to the last byte of the answer. */
export async function timePage(options: Asked): Promise<PageTimes> {
  const { samples, bytes } = await sample(options);
  samples.sort((a, b) => a - b);
  return { p50Ms: percentile(samples, 0.5), p95Ms: percentile(samples, 0.95), bytes };
}

/** The same, each time by itself. */
export async function samplePage(options: Asked): Promise<number[]> {
  return (await sample(options)).samples;
}

async function sample({
  url,
  cookie,
  times,
  warmUp = 20,
}: Asked): Promise<{ samples: number[]; bytes: number }> {
  const urls = [url].flat();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const samples: number[] = [];
  let bytes = 0;
  try {
    for (let turn = -warmUp; turn < times; turn++) {
      const loaded = await load(urls[(turn + warmUp) % urls.length] ?? "", cookie, agent);
      if (turn >= 0) samples.push(loaded.ms);
      bytes = loaded.bytes;
    }
  } finally {
    agent.destroy();
  }
  return { samples, bytes };
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
