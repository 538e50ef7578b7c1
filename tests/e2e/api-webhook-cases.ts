import { expect } from "@playwright/test";
import type { ApiCase, Call, Made, World } from "./api-cases";
import { among, anyTime, post } from "./api-catalogue-cases";
import { lists } from "./api-lists";

const write = "webhooks:write";
const send = "webhooks:send";
const read = "webhooks:read";
const url = "http://127.0.0.1:9/hooks";
const secret = expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/);

/** A new endpoint. A project has fifty at most, so those of other tests go. */
async function makeEndpoint(call: Call, world: World): Promise<Made> {
  const { json } = await call({ method: "GET", path: "/webhook-endpoints" });
  const { data } = json as { data: { id: string }[] };
  if (data.length > 30)
    for (const { id } of data)
      if (id !== world.endpoint) await call({ method: "DELETE", path: `/webhook-endpoints/${id}` });
  const { id: endpoint = "" } = await post(call, "/webhook-endpoints", { url });
  return { endpoint };
}

/** A replay that runs: one at a time and endpoint. */
async function makeReplay(call: Call, { endpoint }: World): Promise<Made> {
  const body = { endpoint, from: "2026-01-01T00:00:00Z" };
  const started = await call({ method: "POST", path: "/replays", body });
  if (started.status === 201) {
    const { replay } = started.json as { replay: { id: string } };
    return { replay: replay.id };
  }
  const [running] = /rpl_[0-9a-z]{26}/.exec(started.text) ?? [];
  await post(call, `/replays/${running}/stop`);
  return makeReplay(call, { endpoint } as World);
}

const turned = (verb: string, state: string): ApiCase => ({
  scope: write,
  prepare: makeEndpoint,
  request: (_, { endpoint }) => ({ method: "POST", path: `/webhook-endpoints/${endpoint}/${verb}` }),
  status: 200,
  answer: (_, { endpoint }) => ({ id: endpoint, state }),
  namesRecord: true,
});

const replayTurned = (verb: string, state: string): ApiCase => ({
  scope: send,
  prepare: makeReplay,
  request: (_, { replay }) => ({ method: "POST", path: `/replays/${replay}/${verb}` }),
  status: 200,
  answer: (_, { replay }) => ({ id: replay, state }),
  namesRecord: true,
});

export const webhookCases: Record<string, ApiCase> = {
  listWebhookEndpoints: {
    scope: read,
    prepare: makeEndpoint,
    request: () => ({ method: "GET", path: "/webhook-endpoints" }),
    status: 200,
    answer: (_, { endpoint }) => ({ data: among({ id: endpoint, url, state: "active" }) }),
    bad: () => lists("/webhook-endpoints"),
  },
  createWebhookEndpoint: {
    scope: write,
    prepare: makeEndpoint,
    request: () => ({
      method: "POST",
      path: "/webhook-endpoints",
      body: { url, types: ["note.created"], headers: { "X-Tenant": "s3cret" }, payload: "thin" },
    }),
    status: 201,
    answer: () => ({ url, types: ["note.created"], headerNames: ["X-Tenant"], payload: "thin", secret }),
    bad: () => [
      { body: { url: "http://10.0.0.1/" }, field: "url" },
      { body: { url: "https://169.254.169.254/latest/meta-data" }, field: "url" },
      { body: { url: "https://[::ffff:10.0.0.1]/" }, field: "url" },
      { body: { url: "javascript:alert(1)" }, field: "url" },
      { body: {}, field: "url" },
      { body: { url, types: ["profile.exploded"] }, field: "types.0" },
      { body: { url, headers: { "Webhook-Signature": "v1,x" } }, field: "headers.Webhook-Signature" },
      { body: { url, headers: { Host: "x" } }, field: "headers.Host" },
      { body: { url, sharedSecret: { name: "Content-Type", value: "x" } }, field: "sharedSecret.name" },
      { body: { url, secret: "whsec_mine" }, field: "input" },
    ],
  },
  getWebhookEndpoint: {
    scope: read,
    request: ({ endpoint }) => ({ method: "GET", path: `/webhook-endpoints/${endpoint}` }),
    status: 200,
    answer: ({ endpoint }) => ({ id: endpoint, secretHint: expect.stringMatching(/^whsec_…/) }),
    bad: ({ endpoint }) => [{ path: `/webhook-endpoints/${endpoint}?x=1`, field: "input" }],
    namesRecord: true,
  },
  updateWebhookEndpoint: {
    scope: write,
    prepare: makeEndpoint,
    request: (_, { endpoint }) => ({
      method: "PATCH",
      path: `/webhook-endpoints/${endpoint}`,
      body: { version: 1, description: "Billing", types: ["order.settled"] },
    }),
    status: 200,
    answer: () => ({ description: "Billing", types: ["order.settled"], version: 2, url }),
    bad: () => [
      { body: { url: "https://127.0.0.1.nip.io:22/" }, field: "url" },
      { body: { version: 0 }, field: "version" },
      { body: { headers: { "X-New": null } }, field: "headers.X-New" },
    ],
    namesRecord: true,
  },
  deleteWebhookEndpoint: {
    scope: write,
    prepare: makeEndpoint,
    request: (_, { endpoint }) => ({ method: "DELETE", path: `/webhook-endpoints/${endpoint}` }),
    status: 204,
    namesRecord: true,
  },
  rotateWebhookSecret: {
    scope: write,
    prepare: makeEndpoint,
    request: (_, { endpoint }) => ({
      method: "POST",
      path: `/webhook-endpoints/${endpoint}/rotate-secret`,
      body: { overlapHours: 1 },
    }),
    status: 200,
    answer: () => ({ secret, oldSecretWorksUntil: anyTime }),
    bad: () => [{ body: { overlapHours: 169 }, field: "overlapHours" }],
    namesRecord: true,
  },
  pauseWebhookEndpoint: turned("pause", "paused"),
  resumeWebhookEndpoint: turned("resume", "active"),
  enableWebhookEndpoint: turned("enable", "active"),
  testWebhookEndpoint: {
    scope: send,
    prepare: makeEndpoint,
    request: ({ userId }, { endpoint }) => ({
      method: "POST",
      path: `/webhook-endpoints/${endpoint}/test`,
      body: { type: "profile.updated", customer: userId },
    }),
    status: 200,
    answer: () => ({ trigger: "test", url, status: null, error: expect.any(String), response: null }),
    bad: () => [
      { body: { type: "profile.exploded" }, field: "type" },
      { body: { type: "note.created", body: "text" }, field: "body" },
    ],
    namesRecord: true,
  },
  recoverWebhookEndpoint: {
    scope: send,
    prepare: makeEndpoint,
    request: (_, { endpoint }) => ({
      method: "POST",
      path: `/webhook-endpoints/${endpoint}/recover`,
      body: { since: "2026-01-01T00:00:00Z" },
    }),
    status: 201,
    answer: (_, { endpoint }) => ({ endpointId: endpoint, total: 0, state: "done", perSecond: 50 }),
    bad: () => [
      { body: { since: "yesterday" }, field: "since" },
      { body: { since: "2026-01-01T00:00:00Z", perSecond: 501 }, field: "perSecond" },
    ],
    namesRecord: true,
  },
  listDeliveries: {
    scope: read,
    request: ({ endpoint, customer }) => ({
      method: "GET",
      path: `/deliveries?endpoint=${endpoint}&type=profile.created&customer=${customer}`,
    }),
    status: 200,
    answer: ({ delivery, customer }) => ({ data: [{ id: delivery, profileId: customer }] }),
    bad: () => [
      ...lists("/deliveries"),
      { path: "/deliveries?state=lost", field: "state" },
      { path: "/deliveries?type=profile.exploded", field: "type" },
      { path: "/deliveries?endpoint=whe_1", field: "endpoint" },
      { path: "/deliveries?from=yesterday", field: "from" },
    ],
  },
  getDelivery: {
    scope: read,
    request: ({ delivery }) => ({ method: "GET", path: `/deliveries/${delivery}` }),
    status: 200,
    answer: ({ delivery, endpoint }) => ({
      ...{ id: delivery, endpointId: endpoint },
      attemptsMade: [{ status: 503, response: { body: "away" } }],
    }),
    namesRecord: true,
  },
  resendDelivery: {
    scope: send,
    request: ({ delivery }) => ({ method: "POST", path: `/deliveries/${delivery}/resend` }),
    status: 202,
    answer: ({ delivery }) => ({ id: delivery, state: "waiting", nextAttemptAt: anyTime }),
    namesRecord: true,
  },
  startReplay: {
    scope: send,
    request: ({ endpoint }) => ({
      method: "POST",
      path: "/replays",
      body: { endpoint, states: ["failed", "waiting"], from: "2026-01-01T00:00:00Z", dryRun: true },
    }),
    status: 201,
    answer: () => ({ total: 1, replay: null }),
    bad: ({ endpoint }) => [
      { body: { endpoint }, field: "from" },
      { body: { endpoint, from: "2026-01-01T00:00:00Z", states: [] }, field: "states" },
      { body: { endpoint, from: "2026-01-01T00:00:00Z", perSecond: 0 }, field: "perSecond" },
      { body: { endpoint, from: "2026-01-01T00:00:00Z", to: "2025-01-01T00:00:00Z" }, field: "to" },
    ],
  },
  getReplay: {
    scope: read,
    prepare: makeReplay,
    request: (_, { replay }) => ({ method: "GET", path: `/replays/${replay}` }),
    status: 200,
    answer: ({ endpoint }, { replay }) => ({ id: replay, endpointId: endpoint, total: 1 }),
    namesRecord: true,
  },
  pauseReplay: replayTurned("pause", "paused"),
  resumeReplay: replayTurned("resume", "running"),
  stopReplay: replayTurned("stop", "stopped"),
};
