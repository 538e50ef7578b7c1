import { and, eq } from "drizzle-orm";
import { deliveryAttempts, webhookEndpoints } from "../../db/schema/webhooks";
import type { CommandCtx } from "../core/command";
import type { Ctx } from "../core/ctx";
import { read, write } from "../core/database";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";
import { processSingleton } from "../core/process-singleton";
import { createRateLimiter } from "../core/rate-limiter";
import type { SafeFetch } from "../core/safe-fetch";
import type { EventType } from "../events/catalogue";
import { attempt, type Sending } from "./attempt";
import { type EndpointRow, sealedOf } from "./lock-endpoint";
import { noEndpoint } from "./queries";
import { mostTestBytes } from "./schema";
import { unsealEndpointSecrets } from "./signature";
import { testBody } from "./test-body";

type Asked = {
  /** A uuid, as is the customer. */
  endpoint: string;
  type: EventType;
  customer?: string | undefined;
  body?: Record<string, unknown> | undefined;
};

const limit = { most: 30, windowMs: 60_000 };
const take = () => processSingleton("webhooks.tests", () => createRateLimiter(limit));

/** Refused where tests come too fast, or what is to be sent is too large. */
export function requireTest(ctx: CommandCtx, endpoint: EndpointRow, { body }: Pick<Asked, "body">): void {
  const seconds = take()(`${ctx.projectId} ${endpoint.id}`, ctx.clock.now().getTime());
  if (seconds > 0) {
    const message = `An endpoint can be sent ${limit.most} tests a minute. Wait ${seconds} seconds.`;
    throw new AppError("rate_limited", message, undefined, seconds);
  }
  if (body && Buffer.byteLength(JSON.stringify(body)) > mostTestBytes) {
    const message = "This is more than 256 KiB";
    throw new AppError("invalid", message, { body: message });
  }
}

/** Sends a test that a command has written down, outside of any transaction, and keeps what came of it. */
export async function carryOut(
  ctx: Ctx,
  { endpoint: endpointId, type, customer, body: asked }: Asked,
  attemptId: string,
  send?: SafeFetch,
): Promise<void> {
  const { projectId, clock } = ctx;
  const [endpoint] = await read(ctx, (tx) =>
    tx
      .select()
      .from(webhookEndpoints)
      .where(and(eq(webhookEndpoints.projectId, projectId), eq(webhookEndpoints.id, endpointId))),
  );
  if (!endpoint || endpoint.state === "deleted") throw noEndpoint();
  const eventId = newId(clock.now());
  const body = asked
    ? JSON.stringify(asked)
    : await testBody(ctx, endpoint, { type, profileId: customer ?? null, eventId });
  const sending: Sending = {
    ...{ projectId, endpointId, url: endpoint.url, trigger: "test", number: 1, deliveryId: null },
    ...{
      profileId: customer ?? null,
      isThin: !asked && endpoint.payload === "thin",
      eventId,
      body,
    },
    secrets: unsealEndpointSecrets(sealedOf(endpoint)),
  };
  const row = await attempt(sending, clock, send ? { send } : {});
  await write(projectId, (tx) => tx.insert(deliveryAttempts).values({ ...row, id: attemptId }));
}
