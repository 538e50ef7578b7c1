import { createServer } from "node:http";
import { driver } from "../core/database";
import { oneTransaction, openScope } from "../core/one-transaction";
import { createRateLimiter } from "../core/rate-limiter";
import { startCollector } from "../tracking/collector-server";
import { createIngest } from "../tracking/ingest";
import { planWrites } from "../tracking/plan";
import { readBatch } from "../tracking/schema";
import { type Visit, visitOf } from "../tracking/visit";
import { type PlannedRows, writePlan } from "../tracking/write-visits";
import { type LoadOptions, sendLoad } from "./http-load";
import { newVisitorBodies, newVisitorRequests } from "./ingest-requests";

export type Load = Omit<LoadOptions, "request"> & { key: string };
export type SqlLoop = { projectId: string; groupSize: number; loops: number; visits: number };

/** The collector as it is, but for its limits: all visitors of the bench share one machine and one key. */
export async function benchCollector(): Promise<{ port: number }> {
  const unlimited = () => createRateLimiter({ most: Number.POSITIVE_INFINITY, windowMs: 10_000 });
  const ingest = createIngest({ ofSender: unlimited(), ofKey: unlimited() });
  const trustedProxies = ["127.0.0.1/32"];
  const { port } = await startCollector({ host: "127.0.0.1", port: 0, trustedProxies, ingest });
  return { port };
}

/** The limit (a): Node's own server that reads the same body, parses it and answers as much. */
export function bareServer(): Promise<{ port: number }> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { visitor, session, events } = JSON.parse(Buffer.concat(parts).toString());
      const answer = { profile: visitor, session, accepted: events.length, duplicates: 0, rejected: [] };
      const body = JSON.stringify(answer);
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      response.writeHead(202, headers).end(body);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ port: typeof address === "object" && address ? address.port : 0 });
    });
  });
}

export function load({ key, ...options }: Load) {
  return sendLoad({ ...options, request: newVisitorRequests(key) });
}

const nothingStored = {
  ...{ profiles: [], sessions: [], attributes: [], consents: [] },
  funnels: { ids: new Set<string>(), count: 0 },
  erased: new Set<string>(),
  blockedIds: new Set<string>(),
};

/**
 * The limit (b): loops that write the same rows in groups of the same size, with neither HTTP nor reading nor planning. The
 * rows are made before the clock starts.
 */
export async function bareSqlLoop(options: SqlLoop): Promise<{ perSecond: number }> {
  const { projectId, groupSize, loops, visits } = options;
  const body = newVisitorBodies("pk_bench");
  const groups: PlannedRows[] = [];
  for (let index = 0; index < visits; index += groupSize) {
    const group = Array.from({ length: groupSize }, (_, next) => visitFrom(body(index + next), projectId));
    const plan = planWrites(projectId, group, nothingStored);
    groups.push({ ...plan, funnels: index === 0 ? [...plan.funnels.values()] : [] });
  }
  const write = (rows: PlannedRows) =>
    oneTransaction(
      driver(),
      async () => null,
      async (connection) => {
        const scoped = openScope(connection, projectId);
        await Promise.all([writePlan(connection, projectId, rows), scoped]);
      },
    );
  const first = groups.shift();
  if (first) await write(first);
  const written = groups.length * groupSize;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: loops }, async () => {
      for (let rows = groups.pop(); rows; rows = groups.pop()) await write(rows);
    }),
  );
  return { perSecond: Math.round(written / ((performance.now() - startedAt) / 1000)) };
}

function visitFrom(body: string, projectId: string): Visit {
  const batch = readBatch(body);
  if ("invalid" in batch) throw new Error(`The bench sends a bad ${batch.invalid}`);
  const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36";
  return visitOf(batch, { projectId, address: "91.0.0.1", userAgent, receivedAt: new Date() });
}
