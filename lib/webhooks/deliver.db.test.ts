import { eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterEach, expect, test } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { webhookMessages } from "@/db/schema/webhooks";
import { systemClock } from "@/lib/core/clock";
import { inSystem, read } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { testNow } from "@/tests/factories";
import { startReceiver } from "@/tests/fakes/receiver";
import { attemptsOf, deliverer, deliveriesOf, makeTarget, sendAll, targetOf } from "@/tests/sending";
import { makeFact, makeProfile, makeProject } from "@/tests/visits";
import { fanOut } from "./fan-out";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function receiver(...how: Parameters<typeof startReceiver>) {
  const started = await startReceiver(...how);
  open.push(started);
  return started;
}

test("a fact reaches its endpoint signed, in the envelope that receivers know, and the row tells of it", async () => {
  const ctx = await makeProject();
  const { url, received } = await receiver();
  const { id, secrets } = await makeTarget(ctx, { url }, { headers: [["X-Team", "growth"]] });
  const profile = await makeProfile(ctx, { email: "ada@example.com", userId: "ada-1", country: "DE" });
  const fact = await makeFact(ctx, {
    profileId: profile.id,
    sequence: 7,
    payload: { session_id: "ses_1", page: "https://quiz.example/?token=abc&x=1" },
  });
  await sendAll(ctx);

  const [request] = received;
  expect(received).toHaveLength(1);
  const body = new Webhook(secrets.current).verify(
    request?.body ?? "",
    request?.headers as Record<string, string>,
  );
  const eventId = showId("event", fact.id);
  expect(body).toEqual({
    ...{ id: eventId, type: "profile.updated", timestamp: testNow.toISOString(), sequence: 7 },
    ...{ created_at: testNow.getTime() / 1_000, project_id: showId("project", ctx.projectId) },
    ...{ is_sandbox: false, profile_id: showId("profile", profile.id), session_id: "ses_1", funnel_id: null },
    profile: {
      ...{ id: showId("profile", profile.id), email: "ada@example.com", user_id: "ada-1", country: "DE" },
      ...{ app_user_id: null, aliases: [], locale: null, time_zone: null, user_agent: null },
      created_at: testNow.getTime() / 1_000,
    },
    data: { session_id: "ses_1", page: "https://quiz.example/?token=hidden&x=1" },
  });
  expect(request?.headers).toMatchObject({
    ...{ "webhook-id": eventId, "x-team": "growth", "content-type": "application/json" },
    "user-agent": expect.stringMatching(/^Dossier-Webhooks\/\d/),
  });
  const [delivery] = await deliveriesOf(ctx);
  expect(delivery).toMatchObject({ state: "delivered", attempts: 1, lastStatus: 200, leaseId: null });
  const [attempt] = await attemptsOf(ctx);
  expect(attempt).toMatchObject({ number: 1, status: 200, responseBody: "ok", address: "127.0.0.1" });
  const kept = JSON.stringify(attempt);
  for (const secret of [request?.headers["webhook-signature"], secrets.current, "growth"])
    expect(kept).not.toContain(String(secret));
  expect(await targetOf(ctx, id)).toMatchObject({ failures: 0, lastSuccessAt: expect.any(Date) });
});

test("each endpoint hears of its own environment and types, and of nothing that was received before it was there", async () => {
  const ctx = await makeProject();
  const { url } = await receiver();
  const all = await makeTarget(ctx, { url });
  const some = await makeTarget(ctx, { url, types: ["note.created"] });
  const preview = await makeTarget(ctx, { url, environment: "preview" });
  const late = await makeTarget(ctx, { url, createdAt: new Date(testNow.getTime() + 1) });
  const disabled = await makeTarget(ctx, { url, state: "disabled", disabledReason: "failing" });
  const paused = await makeTarget(ctx, { url, state: "paused" });
  await makeTarget(ctx, { url, state: "deleted", secrets: null, keyId: null });
  const { id: profileId } = await makeProfile(ctx);
  await makeFact(ctx, { profileId, sequence: 1 });
  await makeFact(ctx, { profileId, sequence: 2, type: "note.created" });
  await makeFact(ctx, { profileId, sequence: 3, environment: "preview" });
  await sendAll(ctx);
  const rows = (await deliveriesOf(ctx)).map(({ endpointId, sequence, state }) => [
    endpointId,
    sequence,
    state,
  ]);
  const expected = [
    [all.id, 1, "delivered"],
    [all.id, 2, "delivered"],
    [some.id, 2, "delivered"],
    [preview.id, 3, "delivered"],
    [disabled.id, 1, "skipped"],
    [disabled.id, 2, "skipped"],
    [paused.id, 1, "waiting"],
    [paused.id, 2, "waiting"],
  ];
  expect(rows.toSorted()).toEqual(expected.toSorted());
  expect(rows.some(([endpointId]) => endpointId === late.id)).toBe(false);
  const waiting = await inSystem((tx) =>
    tx.select().from(domainEvents).where(eq(domainEvents.projectId, ctx.projectId)),
  );
  expect(waiting.every(({ dispatchedAt }) => dispatchedAt !== null)).toBe(true);
});

test("a body above 256 KiB, an endpoint that asks for no more, and a person who was erased meanwhile are sent thin", async () => {
  const ctx = await makeProject();
  const { url, received } = await receiver();
  await makeTarget(ctx, { url });
  const thin = await makeTarget(ctx, { url: `${url}/thin`, payload: "thin" });
  const { id: profileId } = await makeProfile(ctx, { email: "eve@example.com" });
  await makeFact(ctx, { profileId, sequence: 1, payload: { text: "x".repeat(262_144) } });
  await sendAll(ctx);
  await makeFact(ctx, { profileId, sequence: 2 });
  await fanOut(ctx.projectId, systemClock);
  await inSystem((tx) =>
    tx.update(webhookMessages).set({ body: null }).where(eq(webhookMessages.projectId, ctx.projectId)),
  );
  await deliverer().run(new AbortController().signal);
  const keys = received.map(({ body }) => Object.keys(JSON.parse(body)).toSorted());
  const ids = ["created_at", "id", "is_sandbox", "profile_id", "project_id", "sequence", "timestamp", "type"];
  expect(keys).toEqual([ids, ids, ids, ids]);
  expect((await attemptsOf(ctx)).every(({ isThin }) => isThin)).toBe(true);
  expect((await attemptsOf(ctx)).some(({ endpointId }) => endpointId === thin.id)).toBe(true);
});

test("a fact of someone who is no more is told by ids alone", async () => {
  const ctx = await makeProject();
  const { url, received } = await receiver();
  await makeTarget(ctx, { url });
  const profileId = newId(testNow);
  const payload = { erasure_id: "era_1", profile_ids: ["pro_1"] };
  await makeFact(ctx, { profileId, sequence: 1, type: "profile.erased", payload });
  await sendAll(ctx);
  expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
    profile: { id: showId("profile", profileId) },
    data: payload,
  });
});

test("facts of a project without endpoints are cleared away and leave nothing behind", async () => {
  const ctx = await makeProject();
  const { id: profileId } = await makeProfile(ctx);
  for (let sequence = 1; sequence <= 3; sequence++) await makeFact(ctx, { profileId, sequence });
  await sendAll(ctx);
  const [facts, messages] = await read(ctx, async (tx) => [
    await tx.select().from(domainEvents).where(eq(domainEvents.projectId, ctx.projectId)),
    await tx.select().from(webhookMessages).where(eq(webhookMessages.projectId, ctx.projectId)),
  ]);
  expect(facts?.map(({ dispatchedAt }) => dispatchedAt !== null)).toEqual([true, true, true]);
  expect(messages).toEqual([]);
});
