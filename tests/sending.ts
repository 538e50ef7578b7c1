import { and, asc, eq } from "drizzle-orm";
import { deliveryAttempts, webhookDeliveries, webhookEndpoints } from "@/db/schema/webhooks";
import { type Clock, systemClock } from "@/lib/core/clock";
import { authorizedProject, type Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { nameServers } from "@/lib/core/safe-address";
import { createSafeFetch, type SafeFetch } from "@/lib/core/safe-fetch";
import { createDeliverer } from "@/lib/webhooks/deliver";
import { fanOut } from "@/lib/webhooks/fan-out";
import {
  type EndpointSecrets,
  newSigningSecret,
  sealEndpointSecrets,
  secretHint,
} from "@/lib/webhooks/signature";
import { testNow } from "./factories";

export const loopbackFetch: SafeFetch = createSafeFetch({
  allowPrivate: ["127.0.0.0/8", "::1/128"],
  resolve: nameServers(),
});

type Values = Partial<typeof webhookEndpoints.$inferInsert> & { url: string };

/** An endpoint with its secrets, written as a row. */
export async function makeTarget(ctx: Ctx, values: Values, secrets: Partial<EndpointSecrets> = {}) {
  const id = newId(testNow);
  const { projectId } = ctx;
  const own: EndpointSecrets = { current: newSigningSecret(), headers: [], ...secrets };
  const sealed = sealEndpointSecrets({ projectId, id }, own);
  const at = new Date(testNow.getTime() - 3_600_000);
  const row: typeof webhookEndpoints.$inferInsert = {
    ...{ projectId, id, environment: "production", payload: "full", headerNames: [], state: "active" },
    ...{ secrets: sealed.bytes, keyId: sealed.keyId, secretHint: secretHint(own.current) },
    ...{ secretSetAt: at, stateSince: at, createdAt: at, actorKind: "system", actorId: "test" },
    ...{ failures: 0, version: 1 },
    ...values,
  };
  await inSystem((tx) => tx.insert(webhookEndpoints).values(row));
  return { id, secrets: own };
}

export function deliverer(
  options: { clock?: Clock; send?: SafeFetch; leaseMs?: number; patienceMs?: number } = {},
) {
  return createDeliverer({
    clock: systemClock,
    send: loopbackFetch,
    ...options,
    authorized: authorizedProject,
  });
}

/** Hands out every fact of a project and sends what is due. */
export async function sendAll(ctx: Ctx, options: Parameters<typeof deliverer>[0] = {}): Promise<void> {
  while (await fanOut(ctx.projectId, options.clock ?? systemClock));
  await deliverer(options).run(new AbortController().signal);
}

export async function deliveriesOf(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.projectId, ctx.projectId))
      .orderBy(asc(webhookDeliveries.sequence), asc(webhookDeliveries.id)),
  );
}

export async function attemptsOf(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx
      .select()
      .from(deliveryAttempts)
      .where(eq(deliveryAttempts.projectId, ctx.projectId))
      .orderBy(asc(deliveryAttempts.id)),
  );
}

export async function targetOf(ctx: Ctx, id: string) {
  const [row] = await read(ctx, (tx) =>
    tx
      .select()
      .from(webhookEndpoints)
      .where(and(eq(webhookEndpoints.projectId, ctx.projectId), eq(webhookEndpoints.id, id))),
  );
  if (!row) throw new Error("the endpoint is not there");
  return row;
}
