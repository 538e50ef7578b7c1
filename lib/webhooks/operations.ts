import { z } from "zod";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { findId, parseId, showId } from "../core/ids";
import { listOperation, operation, sendingOperation, silentOperation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import {
  addEndpoint,
  beginTest,
  changeEndpoint,
  deleteEndpoint,
  enableEndpoint,
  pauseEndpoint,
  recoverSince,
  resumeEndpoint,
  rotateSecret,
} from "./commands";
import { findAttempt } from "./delivery-story";
import { getEndpoint, listEndpoints } from "./queries";
import { getReplay } from "./replays";
import {
  attemptResource,
  endpointResource,
  madeEndpointResource,
  replayResource,
  showAttempt,
  showEndpoint,
  showReplay,
} from "./resource";
import {
  addEndpointInput,
  changeEndpointInput,
  recoverInput,
  rotateSecretInput,
  sendTestInput,
} from "./schema";
import { carryOut } from "./send-test";

const group = "Webhooks";
const write = "webhooks:write";
const send = "webhooks:send";
const params = z.strictObject({ endpoint: z.string().max(100).describe("Endpoint id (whe_…).") });
const example = { endpoint: "whe_01jd3m1zq8e2r9v7c4x5t6w8ya" };

export const listEndpointsOperation = listOperation({
  id: "listWebhookEndpoints",
  path: "/webhook-endpoints",
  group,
  scope: "webhooks:read",
  summary: "List webhook endpoints",
  description: "Those that are not deleted, the oldest first: at most 50, so all of them are on one page.",
  item: endpointResource,
  run: async ({ ctx, page }) => {
    if (page.cursor !== undefined)
      throw new AppError("invalid", "There is one page only.", { cursor: "One page only" });
    const endpoints = await listEndpoints(ctx);
    return { data: endpoints.map(showEndpoint), nextCursor: null };
  },
});

export const createEndpointOperation = operation({
  id: "createWebhookEndpoint",
  method: "POST",
  path: "/webhook-endpoints",
  group,
  scope: write,
  summary: "Add a webhook endpoint",
  description:
    "Only public https addresses. The answer holds the signing secret, which is never answered again. Events from now on are sent.",
  body: addEndpointInput,
  status: 201,
  answer: madeEndpointResource,
  isSecret: true,
  examples: {
    body: { url: "https://api.example.com/webhooks", types: ["purchase.completed", "profile.updated"] },
  },
  run: async ({ ctx, body }) => {
    const { endpointId, secret } = await addEndpoint(ctx, body);
    return { ...(await shown(ctx, endpointId)), secret };
  },
});

export const getEndpointOperation = operation({
  id: "getWebhookEndpoint",
  method: "GET",
  path: "/webhook-endpoints/{endpoint}",
  group,
  scope: "webhooks:read",
  summary: "Get a webhook endpoint",
  params,
  answer: endpointResource,
  examples: { params: example },
  run: ({ ctx, params: { endpoint } }) => shown(ctx, endpoint),
});

export const updateEndpointOperation = operation({
  id: "updateWebhookEndpoint",
  method: "PATCH",
  path: "/webhook-endpoints/{endpoint}",
  group,
  scope: write,
  summary: "Change a webhook endpoint",
  description: "What is left out stays as it is.",
  params,
  body: changeEndpointInput.omit({ endpoint: true }),
  answer: endpointResource,
  examples: { params: example, body: { types: null, payload: "thin" } },
  run: async ({ ctx, params: { endpoint }, body }) => {
    await changeEndpoint(ctx, { ...body, endpoint: known(endpoint) });
    return shown(ctx, endpoint);
  },
});

export const deleteEndpointOperation = silentOperation({
  id: "deleteWebhookEndpoint",
  method: "DELETE",
  path: "/webhook-endpoints/{endpoint}",
  group,
  scope: write,
  summary: "Delete a webhook endpoint",
  description: "Its secrets are gone and what waits is not sent; what was sent stays in its history.",
  params,
  examples: { params: example },
  run: ({ ctx, params: { endpoint } }) => deleteEndpoint(ctx, { endpoint: known(endpoint) }),
});

export const rotateSecretOperation = operation({
  id: "rotateWebhookSecret",
  method: "POST",
  path: "/webhook-endpoints/{endpoint}/rotate-secret",
  group,
  scope: write,
  summary: "Rotate the signing secret",
  description: "Until the overlap ends, what is sent is signed with the old secret and with the new one.",
  params,
  body: rotateSecretInput.omit({ endpoint: true }),
  answer: madeEndpointResource,
  isSecret: true,
  examples: { params: example, body: { overlapHours: 24 } },
  run: async ({ ctx, params: { endpoint }, body }) => {
    const { secret } = await rotateSecret(ctx, { ...body, endpoint: known(endpoint) });
    return { ...(await shown(ctx, endpoint)), secret };
  },
});

export const pauseEndpointOperation = turnOperation("pause", "Pause a webhook endpoint", pauseEndpoint);
export const resumeEndpointOperation = turnOperation("resume", "Resume a webhook endpoint", resumeEndpoint);
export const enableEndpointOperation = turnOperation(
  "enable",
  "Enable a webhook endpoint that was disabled",
  enableEndpoint,
);

export const testEndpointOperation = sendingOperation({
  id: "testWebhookEndpoint",
  path: "/webhook-endpoints/{endpoint}/test",
  group,
  scope: send,
  summary: "Send a test event",
  description:
    "Sends an example of a type at once, with a customer's data where one is named, or the body that you give, and answers what came of it. Thirty a minute and endpoint.",
  params,
  body: sendTestInput.omit({ endpoint: true }).extend({ customer: customerParams.shape.customer.optional() }),
  answer: attemptResource,
  examples: { params: example, body: { type: "profile.updated", customer: "usr_48213" } },
  begin: async ({ ctx, params: { endpoint }, body }) =>
    beginTest(ctx, { ...(await named(ctx, body)), endpoint: known(endpoint) }),
  finish: async ({ ctx, begun: { attempt }, isRepeated, params: { endpoint }, body }) => {
    const id = parseId("deliveryAttempt", attempt);
    if (!isRepeated) {
      const asked = sendTestInput.parse({ ...(await named(ctx, body)), endpoint });
      await carryOut(ctx, asked, id);
    }
    const made = await findAttempt(ctx, id);
    if (made) return showAttempt(made);
    throw new AppError("conflict", "This test is still being sent, or broke off.", undefined, 1);
  },
});

export const recoverOperation = operation({
  id: "recoverWebhookEndpoint",
  method: "POST",
  path: "/webhook-endpoints/{endpoint}/recover",
  group,
  scope: send,
  summary: "Send again all that was not delivered since a time",
  params,
  body: recoverInput.omit({ endpoint: true }),
  status: 201,
  answer: replayResource,
  examples: { params: example, body: { since: "2026-11-20T08:00:00Z", perSecond: 50 } },
  run: async ({ ctx, params: { endpoint }, body }) => {
    const { replayId } = await recoverSince(ctx, { ...body, endpoint: known(endpoint) });
    return showReplay(await getReplay(ctx, replayId));
  },
});

function turnOperation(verb: "pause" | "resume" | "enable", summary: string, turn: typeof pauseEndpoint) {
  return operation({
    id: `${verb}WebhookEndpoint`,
    method: "POST",
    path: `/webhook-endpoints/{endpoint}/${verb}`,
    group,
    scope: write,
    summary,
    params,
    answer: endpointResource,
    examples: { params: example },
    run: async ({ ctx, params: { endpoint } }) => {
      await turn(ctx, { endpoint: known(endpoint) });
      return shown(ctx, endpoint);
    },
  });
}

async function shown(ctx: Ctx, shownId: string) {
  return showEndpoint(await getEndpoint(ctx, shownId));
}

/** In an address, what is no id is not there. */
function known(shownId: string): string {
  if (findId("endpoint", shownId) === null) throw new AppError("not_found", "There is no such endpoint");
  return shownId;
}

async function named<Body extends { customer?: string | undefined }>(ctx: Ctx, body: Body): Promise<Body> {
  if (body.customer === undefined) return body;
  const { id } = await getCustomerByAnyId(ctx, body.customer);
  return { ...body, customer: showId("profile", id) };
}

export const webhookEndpointOperations = [
  listEndpointsOperation,
  createEndpointOperation,
  getEndpointOperation,
  updateEndpointOperation,
  deleteEndpointOperation,
  rotateSecretOperation,
  pauseEndpointOperation,
  resumeEndpointOperation,
  enableEndpointOperation,
  testEndpointOperation,
  recoverOperation,
];
