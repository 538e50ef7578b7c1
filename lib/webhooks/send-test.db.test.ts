import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { deliveryAttempts } from "@/db/schema/webhooks";
import { read } from "@/lib/core/database";
import { newId, parseId, showId } from "@/lib/core/ids";
import type { SafeFetch, SafeRequest } from "@/lib/core/safe-fetch";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { makeEndpoint } from "@/tests/webhooks";
import { beginTest } from "./commands";
import { carryOut } from "./send-test";

/** A receiver that takes everything; what it was sent is `sent`. */
function makeReceiver() {
  const sent: SafeRequest[] = [];
  const send: SafeFetch = async (request) => {
    sent.push(request);
    const body = Buffer.from("ok");
    return { address: "192.0.2.1", status: 200, headers: {}, body, isCut: false, error: null, durationMs: 3 };
  };
  return { sent, send };
}

async function makeWorld(input: Parameters<typeof makeEndpoint>[1] = {}) {
  const ctx = await memberCtx("owner");
  const made = await makeEndpoint(ctx, input);
  const profile = await makeProfile(ctx, { email: "anna@example.com" });
  return { ctx, ...made, profileId: profile.id, ...makeReceiver() };
}

it("an example with a customer's data is sent at once and kept as an attempt of no delivery", async () => {
  const { ctx, endpoint, id, profileId, sent, send } = await makeWorld();
  const type = "note.created";
  const { attempt } = await beginTest(ctx, { endpoint, type, customer: showId("profile", profileId) });
  const attemptId = parseId("deliveryAttempt", attempt);
  await carryOut(ctx, { endpoint: id, type, customer: profileId }, attemptId, send);
  const [request] = sent;
  expect(JSON.parse(request?.body ?? "")).toMatchObject({
    ...{ type, profile_id: showId("profile", profileId), profile: { email: "anna@example.com" } },
    data: { body: expect.any(String) },
  });
  const { id: eventId } = JSON.parse(request?.body ?? "");
  expect(request?.headers).toMatchObject({ "webhook-test": "true", "webhook-id": eventId });
  const rows = await read(ctx, (tx) =>
    tx.select().from(deliveryAttempts).where(eq(deliveryAttempts.projectId, ctx.projectId)),
  );
  expect(rows).toMatchObject([{ id: attemptId, deliveryId: null, trigger: "test", status: 200, profileId }]);
  const audited = (await auditOf(ctx)).filter(({ action }) => action === "webhook_endpoint.test");
  expect(audited).toMatchObject([{ subject: endpoint, details: { after: { type, body: "example" } } }]);
});

it("an endpoint that takes thin payloads is sent no personal data, and what was written by hand as it is", async () => {
  const { ctx, id, profileId, sent, send } = await makeWorld({ payload: "thin" });
  const type = "profile.updated";
  await carryOut(ctx, { endpoint: id, type, customer: profileId }, newId(testNow), send);
  await carryOut(ctx, { endpoint: id, type, body: { mine: "é" } }, newId(testNow), send);
  expect(sent[0]?.body).not.toMatch(/anna|"profile"|"data"/);
  expect(sent[1]?.body).toBe('{"mine":"é"}');
});

it("is refused to whoever may not send, for a stranger's customer, when too large and when too often", async () => {
  const { ctx, endpoint, id, send, sent } = await makeWorld();
  const type = "note.created";
  const test = { endpoint, type } as const;
  await expect(beginTest(await memberCtx("owner"), test)).rejects.toMatchObject({ code: "not_found" });
  await expect(beginTest(await memberCtx("growth", ctx.projectId), test)).rejects.toMatchObject({
    code: "forbidden",
  });
  const stranger = await makeProfile(await memberCtx("owner"));
  const foreign = carryOut(ctx, { endpoint: id, type, customer: stranger.id }, newId(testNow), send);
  await expect(foreign).rejects.toMatchObject({ code: "not_found" });
  expect(sent).toEqual([]);
  await expect(beginTest(ctx, { ...test, body: { text: "é".repeat(131_072) } })).rejects.toMatchObject({
    code: "invalid",
    fields: { body: expect.any(String) },
  });
  const settled = await Promise.allSettled(Array.from({ length: 40 }, () => beginTest(ctx, test)));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(29);
  await expect(beginTest(ctx, test)).rejects.toMatchObject({
    code: "rate_limited",
    retryAfterSeconds: expect.any(Number),
  });
});
