import { randomBytes, randomUUID } from "node:crypto";
import { newKey } from "@/lib/api-keys/key-format";
import { hashSecretWith } from "@/lib/api-keys/secret-key";
import { newId, parseId, showId } from "@/lib/core/ids";
import type { ApiAnswer, ApiRequest, Call, World } from "./api-cases";
import type { Instance } from "./instance";

/** A secret key of this project with these scopes, as the console would have made it. */
export async function makeSecretKey(
  instance: Instance,
  projectId: string,
  scopes: string[],
): Promise<string> {
  const secret = newKey("sk");
  const { pepperId, hash } = hashSecretWith(instance.encryptionKey, secret);
  const now = new Date();
  await instance.sql`insert into api_keys (project_id, id, kind, name, secret_hash, pepper_id, prefix, last_four,
    scopes, allowed_origins, created_at) values (${projectId}, ${newId(now)}, 'secret', 'Contract', ${hash},
    ${pepperId}, 'sk_', ${secret.slice(-4)}, ${scopes}, ${[]}, ${now})`;
  return secret;
}

type Visit = { mode: "production" | "preview"; userId: string };

async function visit(instance: Instance, projectId: string, { mode, userId }: Visit) {
  const [key] = await instance.sql`select publishable_key from api_keys
    where project_id = ${projectId} and kind = 'publishable' limit 1`;
  const now = Date.now();
  const response = await fetch(`${instance.appUrl}/i/v1/batch`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
    },
    body: JSON.stringify({
      key: key?.publishable_key,
      visitor: randomBytes(16).toString("hex"),
      session: randomBytes(16).toString("hex"),
      mode,
      sentAt: now,
      funnel: { id: "contract", title: "Contract" },
      page: { url: "https://quiz.example/?token=s3cret" },
      inputs: { _USERID_: userId, email: `${userId}@example.com`, goal: "sleep" },
      events: [{ id: randomUUID(), name: "screen_presented", at: now, properties: { screen_id: "goal" } }],
    }),
  });
  const stored: { profile: string; session: string } = await response.json();
  return stored;
}

const newUserId = () => `usr-${randomBytes(6).toString("hex")}`;

/** One visitor with a visit, an answer and an event, sent as a page would, and what has become of it. */
export async function makeWorld(instance: Instance, projectId: string): Promise<World> {
  const userId = newUserId();
  const stored = await visit(instance, projectId, { mode: "production", userId });
  const [funnel, event] = await instance.sql.begin(async (sql) => {
    await sql`select use_project(${projectId})`;
    const [found] = await sql`select id from funnels where project_id = ${projectId}`;
    const [fact] = await sql`select id from domain_events
      where project_id = ${projectId} and type = 'profile.created' order by id desc limit 1`;
    return [found?.id, fact?.id];
  });
  return {
    newVisitor: async () =>
      (await visit(instance, projectId, { mode: "preview", userId: newUserId() })).profile,
    pricePoint: await makePricePoint(instance, projectId),
    export: await makeExport(instance, projectId, stored.profile),
    ...(await makeFailedDelivery(instance, projectId, stored.profile, event)),
    customer: stored.profile,
    userId,
    session: stored.session,
    funnel: showId("funnel", funnel),
    event: showId("event", event),
  };
}

/** A month's, and with `-year` a year's, in a project that takes cards of the sandbox. */
async function makePricePoint(instance: Instance, projectId: string): Promise<string> {
  const now = new Date();
  const [product, id, yearly] = [newId(now), newId(now), newId(now)];
  const ident = `contract-${id.slice(-12)}`;
  await instance.sql`update projects set kind = 'sandbox' where id = ${projectId}`;
  await instance.sql.begin(async (sql) => {
    await sql`select use_project(${projectId})`;
    await sql`insert into products (project_id, id, name, created_at) values (${projectId}, ${product}, 'Plan', ${now})`;
    await sql`insert into price_points (project_id, id, ident, product_id, kind, current_version, created_at)
      values (${projectId}, ${id}, ${ident}, ${product}, 'subscription', 1, ${now}),
        (${projectId}, ${yearly}, ${`${ident}-year`}, ${product}, 'subscription', 1, ${now})`;
    await sql`insert into price_point_versions (project_id, price_point_id, version, currency, exponent, price_minor,
      period_unit, period_count, intro_type, actor_kind, actor_id, created_at)
      values (${projectId}, ${id}, 1, 'USD', 2, 999, 'months', 1, 'no_intro', 'system', 'test', ${now}),
        (${projectId}, ${yearly}, 1, 'USD', 2, 5999, 'years', 1, 'no_intro', 'system', 'test', ${now})`;
  });
  return ident;
}

/** A ZIP that the worker has made. */
async function makeExport(instance: Instance, projectId: string, customer: string): Promise<string> {
  const now = new Date();
  const id = newId(now);
  const later = new Date(now.getTime() + 86_400_000);
  await instance.sql.begin(async (sql) => {
    await sql`select use_project(${projectId})`;
    await sql`insert into exports (project_id, id, profile_id, state, actor_kind, actor_id, requested_at, finished_at,
      expires_at, attempts, size) values (${projectId}, ${id}, ${parseId("profile", customer)}, 'ready', 'system', 'test',
      ${now}, ${now}, ${later}, 1, 3)`;
    await sql`insert into export_parts (project_id, export_id, part, content)
      values (${projectId}, ${id}, 0, ${Buffer.from("zip")})`;
  });
  return showId("export", id);
}

/** An endpoint where nothing listens, and a delivery to it that failed with one attempt. */
async function makeFailedDelivery(instance: Instance, projectId: string, customer: string, eventId: string) {
  const call = caller(instance, await makeSecretKey(instance, projectId, ["webhooks:write"]));
  const { json } = await call({
    method: "POST",
    path: "/webhook-endpoints",
    body: { url: "http://127.0.0.1:9/" },
  });
  const { id: endpoint } = json as { id: string };
  const now = new Date();
  const id = newId(now);
  const [endpointId, profileId] = [parseId("endpoint", endpoint), parseId("profile", customer)];
  await instance.sql.begin(async (sql) => {
    await sql`select use_project(${projectId})`;
    await sql`insert into webhook_deliveries (project_id, id, endpoint_id, event_id, profile_id, type, environment,
      sequence, occurred_at, created_at, state, trigger, attempts, last_status, last_error, last_duration_ms, last_attempt_at)
      values (${projectId}, ${id}, ${endpointId}, ${eventId}, ${profileId}, 'profile.created', 'production', 1, ${now},
      ${now}, 'failed', 'schedule', 1, 503, 'status', 12, ${now})`;
    await sql`insert into delivery_attempts (project_id, id, delivery_id, endpoint_id, profile_id, trigger, number, url,
      address, request_headers, request_bytes, is_thin, status, response_headers, response_body, response_bytes, error,
      started_at, duration_ms) values (${projectId}, ${newId(now)}, ${id}, ${endpointId}, ${profileId}, 'schedule', 1,
      'http://127.0.0.1:9/', '127.0.0.1', '{"webhook-id":"evt_1"}', 2, false, 503, '{}', 'away', 4, 'status', ${now}, 12)`;
  });
  return { endpoint, delivery: showId("delivery", id) };
}

/** Another project of the same owner, with the key that lets visits in. */
export async function makeOtherProject(instance: Instance): Promise<string> {
  const now = new Date();
  const id = newId(now);
  await instance.sql`insert into projects (id, slug, name, kind, settings, created_at)
    values (${id}, ${`other-${id.slice(-6)}`}, 'Other', 'live', '{}', ${now})`;
  const key = newKey("pk");
  await instance.sql`insert into api_keys (project_id, id, kind, name, publishable_key, prefix, last_four, scopes,
    allowed_origins, created_at) values (${id}, ${newId(now)}, 'publishable', 'Funnels', ${key}, 'pk_',
    ${key.slice(-4)}, ${[]}, ${[]}, ${now})`;
  return id;
}

/** Requests with this key, or with none. Lines of a stream come as a list. */
export function caller(instance: Instance, key: string | null, extra: Record<string, string> = {}): Call {
  return async ({ method, path, body, isKeyed }: ApiRequest): Promise<ApiAnswer> => {
    const response = await fetch(`${instance.appUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(isKeyed ? { "idempotency-key": randomUUID() } : {}),
        ...extra,
      },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const headers = Object.fromEntries(response.headers);
    const isLines = headers["content-type"]?.startsWith("application/x-ndjson");
    const json = isLines
      ? text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line))
      : parsed(text);
    return { status: response.status, headers, text, json };
  };
}

function parsed(text: string): unknown {
  return text === "" ? null : JSON.parse(text);
}
