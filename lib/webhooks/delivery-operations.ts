import { z } from "zod";
import type { Ctx } from "../core/ctx";
import { AppError } from "../core/errors";
import { findId, showId } from "../core/ids";
import { idOf } from "../core/inputs";
import { listOperation, operation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { listTrouble } from "../customers/operations";
import { customerParams } from "../customers/params";
import { eventTypes } from "../events/catalogue";
import { tooMuch } from "./begin-replay";
import { pauseReplay, resendDelivery, resumeReplay, startReplay, stopReplay } from "./commands";
import { countDeliveries, listDeliveries } from "./deliveries";
import { getDelivery } from "./delivery-story";
import { getEndpoint } from "./queries";
import { deliveriesOf, getReplay } from "./replays";
import {
  deliveryResource,
  deliveryStoryResource,
  replayResource,
  showDelivery,
  showDeliveryStory,
  showReplay,
} from "./resource";
import { deliveryStates, startReplayInput } from "./schema";

const group = "Webhooks";
const send = "webhooks:send";
const read = "webhooks:read";
const deliveryParams = z.strictObject({ delivery: z.string().max(100).describe("Delivery id (dlv_…).") });
const replayParams = z.strictObject({ replay: z.string().max(100).describe("Replay id (rpl_…).") });
const delivery = "dlv_01jd3m1zq8e2r9v7c4x5t6w8ya";
const replay = "rpl_01jd3m1zq8e2r9v7c4x5t6w8ya";

const moment = z.iso
  .datetime({ offset: true, message: "Write a time as ISO 8601" })
  .transform((text) => new Date(text));

export const listDeliveriesOperation = listOperation({
  id: "listDeliveries",
  path: "/deliveries",
  group,
  scope: read,
  summary: "List deliveries",
  description: "What was due to endpoints, the newest first: one delivery for each event and endpoint.",
  query: z.strictObject({
    endpoint: idOf("endpoint").optional(),
    event: idOf("event").optional(),
    state: z.enum(deliveryStates).optional(),
    type: z.enum(eventTypes).optional(),
    customer: customerParams.shape.customer.optional(),
    from: moment.optional().describe("Made from this time on."),
    until: moment.optional().describe("Up to this time, without it."),
  }),
  item: deliveryResource,
  examples: { query: { state: "failed" } },
  run: async ({ ctx, query, page }) => {
    const { endpoint, event, state, type, customer, from, until } = query;
    const found = await listDeliveries(
      ctx,
      {
        ...{ endpointId: endpoint, eventId: event, from, to: until },
        states: state && [state],
        types: type && [type],
        profileIds: customer === undefined ? null : (await getCustomerByAnyId(ctx, customer)).profileIds,
      },
      page,
    );
    if (!found) throw listTrouble("time");
    return { data: found.rows.map((row) => showDelivery(row.delivery)), nextCursor: found.nextCursor };
  },
});

export const getDeliveryOperation = operation({
  id: "getDelivery",
  method: "GET",
  path: "/deliveries/{delivery}",
  group,
  scope: read,
  summary: "Get a delivery with its attempts",
  params: deliveryParams,
  answer: deliveryStoryResource,
  examples: { params: { delivery } },
  run: async ({ ctx, params }) => showDeliveryStory(await getDelivery(ctx, params.delivery)),
});

export const resendDeliveryOperation = operation({
  id: "resendDelivery",
  method: "POST",
  path: "/deliveries/{delivery}/resend",
  group,
  scope: send,
  summary: "Send a delivery again",
  description:
    "With the same id and body, signed with the present secret. It is due at once; ask for the delivery to see what came of it.",
  params: deliveryParams,
  status: 202,
  answer: deliveryResource,
  examples: { params: { delivery } },
  run: async ({ ctx, params }) => {
    await resendDelivery(ctx, { delivery: known("delivery", params.delivery) });
    return showDelivery((await getDelivery(ctx, params.delivery)).delivery);
  },
});

const counted = z.strictObject({
  total: z.int().describe("How many deliveries the filter finds."),
  replay: replayResource.nullable().describe("Null for a dry run."),
});

export const startReplayOperation = operation({
  id: "startReplay",
  method: "POST",
  path: "/replays",
  group,
  scope: send,
  summary: "Send deliveries of a filter again",
  description:
    "Oldest first, with the ids they had, so many in a second. With `dryRun` they are counted and nothing is sent. One at a time and endpoint.",
  body: startReplayInput.extend({
    customer: customerParams.shape.customer.nullable().default(null),
    dryRun: z.boolean().default(false),
  }),
  status: 201,
  answer: counted,
  examples: {
    body: {
      endpoint: "whe_01jd3m1zq8e2r9v7c4x5t6w8ya",
      states: ["failed"],
      from: "2026-11-20T08:00:00Z",
      to: "2026-11-20T09:00:00Z",
      dryRun: true,
    },
  },
  run: async ({ ctx, body: { dryRun = false, ...body } }) => {
    const customer = body.customer ? await profileOf(ctx, body.customer) : null;
    const asked = { ...body, customer };
    if (dryRun) return { total: await countOf(ctx, asked), replay: null };
    const { replayId, total } = await startReplay(ctx, asked);
    return { total, replay: showReplay(await getReplay(ctx, replayId)) };
  },
});

export const getReplayOperation = operation({
  id: "getReplay",
  method: "GET",
  path: "/replays/{replay}",
  group,
  scope: read,
  summary: "Get a replay",
  params: replayParams,
  answer: replayResource,
  examples: { params: { replay } },
  run: async ({ ctx, params }) => showReplay(await getReplay(ctx, params.replay)),
});

export const pauseReplayOperation = turnOperation("pause", "Pause a replay", pauseReplay);
export const resumeReplayOperation = turnOperation("resume", "Let a replay go on", resumeReplay);
export const stopReplayOperation = turnOperation("stop", "Stop a replay", stopReplay);

function turnOperation(verb: "pause" | "resume" | "stop", summary: string, turn: typeof pauseReplay) {
  return operation({
    id: `${verb}Replay`,
    method: "POST",
    path: `/replays/{replay}/${verb}`,
    group,
    scope: send,
    summary,
    params: replayParams,
    answer: replayResource,
    examples: { params: { replay } },
    run: async ({ ctx, params }) => {
      await turn(ctx, { replay: known("replay", params.replay) });
      return showReplay(await getReplay(ctx, params.replay));
    },
  });
}

async function countOf(ctx: Ctx, asked: z.input<typeof startReplayInput>): Promise<number> {
  const { endpoint, states, types, from, to, customer } = startReplayInput.parse(asked);
  await getEndpoint(ctx, showId("endpoint", endpoint));
  const span = { from: from.toISOString(), to: (to ?? ctx.clock.now()).toISOString() };
  const filter = { states, types, ...span, profileId: customer };
  const total = await countDeliveries(ctx, await deliveriesOf(ctx, endpoint, filter));
  if (total === null) throw tooMuch();
  return total;
}

async function profileOf(ctx: Ctx, anyId: string): Promise<string> {
  return showId("profile", (await getCustomerByAnyId(ctx, anyId)).id);
}

/** In an address, what is no id is not there. */
function known(kind: "delivery" | "replay", shownId: string): string {
  if (findId(kind, shownId) === null) throw new AppError("not_found", `There is no such ${kind}`);
  return shownId;
}

export const deliveryOperations = [
  listDeliveriesOperation,
  getDeliveryOperation,
  resendDeliveryOperation,
  startReplayOperation,
  getReplayOperation,
  pauseReplayOperation,
  resumeReplayOperation,
  stopReplayOperation,
];
