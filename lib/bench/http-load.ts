import { connect, type Socket } from "node:net";

export type LoadOptions = {
  port: number;
  connections: number;
  seconds: number;
  /** Requests per second of an open loop; without it each connection asks again as soon as it has its answer. */
  rate?: number;
  /** The bytes of the n-th request, headers and body. */
  request: (index: number) => string;
};

export type LoadResult = {
  requests: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  failed: number;
  /** All acknowledged ones, also those that came after the time was up. */
  answered: number;
};

type Channel = { socket: Socket; startedAt: number; text: string };

/** Sends requests over keep-alive sockets without an HTTP client, which would cost more than the server that is measured. */
export async function sendLoad(options: LoadOptions): Promise<LoadResult> {
  const { connections, seconds, rate } = options;
  const latencies: number[] = [];
  const idle: Channel[] = [];
  const due: number[] = [];
  let sent = 0;
  let failed = 0;
  let isOver = false;
  let running = 0;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });

  const ask = (channel: Channel, startedAt: number) => {
    channel.startedAt = startedAt;
    running += 1;
    channel.socket.write(options.request(sent++));
  };
  const answered = (channel: Channel, isFine: boolean) => {
    running -= 1;
    if (isFine) latencies.push(performance.now() - channel.startedAt);
    else failed += 1;
    const next = due.shift();
    if (isOver) {
      if (running === 0) finish();
    } else if (rate === undefined) ask(channel, performance.now());
    else if (next !== undefined) ask(channel, next);
    else idle.push(channel);
  };

  const channels = await Promise.all(
    Array.from({ length: connections }, async () => {
      const channel: Channel = { socket: await open(options.port), startedAt: 0, text: "" };
      channel.socket.on("data", (data: string) => {
        channel.text += data;
        const status = completeAnswer(channel.text);
        if (status === null) return;
        channel.text = "";
        answered(channel, status === 200 || status === 202);
      });
      return channel;
    }),
  );
  const startedAt = performance.now();
  if (rate === undefined) for (const channel of channels) ask(channel, performance.now());
  else {
    idle.push(...channels);
    let planned = 0;
    const ticker = setInterval(() => {
      const wanted = ((performance.now() - startedAt) * rate) / 1000;
      for (; planned < wanted && !isOver; planned++) {
        const at = startedAt + (planned * 1000) / rate;
        const channel = idle.pop();
        if (channel) ask(channel, at);
        else due.push(at);
      }
      if (isOver) clearInterval(ticker);
    }, 1);
  }
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  isOver = true;
  const elapsed = (performance.now() - startedAt) / 1000;
  const counted = latencies.length;
  if (running > 0) await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, 10_000))]);
  for (const { socket } of channels) socket.destroy();
  const sorted = latencies.sort((one, other) => one - other);
  return {
    requests: counted,
    perSecond: Math.round(counted / elapsed),
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    failed: failed + running,
    answered: latencies.length,
  };
}

/** Of an ascending list, in milliseconds with two decimals. */
export function percentile(sorted: number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return Math.round(value * 100) / 100;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true }, () => resolve(socket));
    socket.setEncoding("latin1");
    socket.once("error", reject);
  });
}

/** The status of an answer that has arrived whole, else null. */
function completeAnswer(text: string): number | null {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const length = /content-length: (\d+)/i.exec(text.slice(0, end))?.[1];
  return text.length >= end + 4 + Number(length ?? 0) ? Number(text.slice(9, 12)) : null;
}
