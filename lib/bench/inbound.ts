import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { driver } from "../core/database";
import { newId, showId } from "../core/ids";
import { inboundRoute } from "../inbound-events/web-mount";
import { sealInboundSecrets } from "../integrations/inbound-secrets";
import type { StartChild } from "./children";
import { type LoadOptions, type LoadResult, sendLoad } from "./http-load";
import { printFigures } from "./report";

const secret = "only for the bench";
const connections = 32;
const warmUpSeconds = 4;

type Load = Omit<LoadOptions, "request"> & { path: string };

/** What a child process of the bench does; the parent has written the options itself. */
export async function inboundRole(role: string, options: string): Promise<unknown> {
  if (role === "door") return door();
  const { path, ...load } = JSON.parse(options) as Load;
  return sendLoad({ ...load, request: () => requestTo(path) });
}

/** How long a provider waits for its answer while no worker runs, and that each acknowledged event is in the vault. */
export async function benchInbound(
  startChild: StartChild,
  databaseUrl: string,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<void> {
  const { projectId, path } = await makeIntegration();
  const { answer, end } = await startChild<{ port: number }>("door", {});
  const run = async (runSeconds: number) => {
    const load = await startChild<LoadResult>("load", {
      ...answer,
      path,
      connections,
      rate,
      seconds: runSeconds,
    });
    load.end();
    return load.answer;
  };
  const warm = await run(warmUpSeconds);
  const { perSecond, p50Ms, p99Ms, failed, answered } = await run(seconds);
  end();
  const acknowledged = warm.answered + answered;
  const lost = Math.max(0, acknowledged - (await countEvents(projectId)));
  await printFigures("inbound", databaseUrl, { rate, perSecond, p50Ms, p99Ms, failed, acknowledged, lost });
}

async function makeIntegration(): Promise<{ projectId: string; path: string }> {
  const sql = driver();
  const now = new Date();
  const at = now.toISOString();
  const [projectId, id] = [newId(now), newId(now)];
  const kept = { value: secret, setAt: at, until: null };
  const sealed = sealInboundSecrets(projectId, id, { authorization: [kept], signing: [] });
  await sql`insert into projects (id, slug, name, kind, settings, created_at)
    values (${projectId}, ${`bench-${projectId.slice(-12)}`}, 'Bench', 'live', '{}'::jsonb, ${at})`;
  await sql.begin(async (tx) => {
    await tx`select use_project(${projectId}::uuid)`;
    await tx`insert into integrations
      (project_id, id, provider, state, settings, created_at, inbound_secrets, inbound_key_id, inbound_set_at)
      values (${projectId}, ${id}, 'revenuecat', 'connected', '{}'::jsonb, ${at}, ${sealed.bytes}, ${sealed.keyId}, ${at})`;
    await tx`insert into integration_routes (integration_id, project_id, provider)
      values (${id}, ${projectId}, 'revenuecat')`;
  });
  return { projectId, path: `/hooks/revenuecat/${showId("integration", id)}` };
}

/** The door behind Node's own server: what Next adds to each request is measured by the benches of pages. */
function door(): Promise<{ port: number }> {
  const server = createServer((request, response) => {
    void answerTo(request).then(async (answer) => {
      const body = Buffer.from(await answer.arrayBuffer());
      const headers = { ...Object.fromEntries(answer.headers), "content-length": body.length };
      response.writeHead(answer.status, headers).end(body);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ port: typeof address === "object" && address ? address.port : 0 });
    });
  });
}

async function answerTo(request: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const [, , provider = "", integration = ""] = (request.url ?? "").split("/");
  const headers = new Headers(request.headers as Record<string, string>); // Node joins what came twice
  const asked = new Request("http://localhost/", { method: "POST", headers, body: Buffer.concat(parts) });
  return inboundRoute(asked, { provider, integration });
}

function requestTo(path: string): string {
  const id = randomUUID();
  const body = JSON.stringify({
    api_version: "1.0",
    event: {
      ...{
        id,
        type: "RENEWAL",
        event_timestamp_ms: Date.now(),
        environment: "PRODUCTION",
        store: "APP_STORE",
      },
      ...{ app_user_id: id, original_app_user_id: id, aliases: [id], product_id: "pro_monthly" },
      ...{ original_transaction_id: id, transaction_id: id, currency: "USD", price: 9.99 },
      subscriber_attributes: { $email: { value: `${id}@bench.example`, updated_at_ms: Date.now() } },
    },
  });
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${secret}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function countEvents(projectId: string): Promise<number> {
  return driver().begin(async (tx) => {
    await tx`select use_project(${projectId}::uuid)`;
    const [row] = await tx<
      { count: bigint }[]
    >`select count(*) as count from inbound_events where project_id = ${projectId}::uuid`;
    return Number(row?.count ?? 0);
  });
}
