import { describe, expect, it } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { newId, showId } from "@/lib/core/ids";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { deliveryRow, endpointRow, makeDelivery, makeEndpoint, receiverUrl } from "@/tests/webhooks";
import {
  addEndpoint,
  changeEndpoint,
  deleteEndpoint,
  enableEndpoint,
  pauseEndpoint,
  resendDelivery,
  resumeEndpoint,
  rotateSecret,
} from "./commands";
import { sealedOf } from "./lock-endpoint";
import { listEndpoints } from "./queries";
import { skipUnwanted } from "./retention";
import { signingSecrets, unsealEndpointSecrets } from "./signature";

const later = (ctx: Ctx, hours: number): Ctx => ({
  ...ctx,
  clock: fixedClock(new Date(testNow.getTime() + hours * 3_600_000)),
});
const secretsOf = async (ctx: Ctx, id: string) => unsealEndpointSecrets(sealedOf(await endpointRow(ctx, id)));

describe("addEndpoint", () => {
  it("shows the secret once, seals what is secret, and leaves an audit row without any of it", async () => {
    const ctx = await memberCtx("developer");
    const { endpointId, secret } = await addEndpoint(ctx, {
      url: receiverUrl,
      types: ["profile.updated", "profile.updated", "note.created"],
      headers: { "X-Tenant": "canary-header" },
      sharedSecret: { value: "canary-shared" },
    });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const [listed] = await listEndpoints(ctx);
    expect(listed?.endpoint).toMatchObject({
      types: ["profile.updated", "note.created"],
      headerNames: ["X-Tenant"],
      sharedSecretHeader: "Fox-Secret-Key",
      ...{ environment: "production", payload: "full", state: "active", version: 1 },
    });
    expect(listed?.standing.code).toBe("new");
    const audit = await auditOf(ctx);
    expect(audit).toMatchObject([{ action: "webhook_endpoint.add", subject: endpointId }]);
    const seen = JSON.stringify([listed, audit]);
    for (const canary of ["canary-header", "canary-shared", secret.slice(6, -6)])
      expect(seen).not.toContain(canary);
  });

  it("leaves fifty when many are made at the same moment", async () => {
    const ctx = await memberCtx("owner");
    for (let n = 0; n < 46; n++) await makeEndpoint(ctx);
    const settled = await Promise.allSettled(Array.from({ length: 12 }, () => makeEndpoint(ctx)));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
  });

  it("names the field that is wrong", async () => {
    const ctx = await memberCtx("owner");
    const refused = async (input: Record<string, unknown>) => {
      // What the type forbids, as a forged request would send it.
      const asked = { url: receiverUrl, ...input } as Parameters<typeof addEndpoint>[1];
      const error = await addEndpoint(ctx, asked).catch((cause: unknown) => cause);
      return error;
    };
    const cases: [input: Record<string, unknown>, field: string][] = [
      [{ url: "http://93.184.216.34/" }, "url"],
      [{ url: "https://10.0.0.1/" }, "url"],
      [{ url: "https://[::ffff:169.254.169.254]/latest" }, "url"],
      [{ url: "https://a:b@93.184.216.34/" }, "url"],
      [{ url: "ftp://93.184.216.34/" }, "url"],
      [{ url: "" }, "url"],
      [{ types: ["profile.updated", "profile.exploded"] }, "types.1"],
      [{ types: [] }, "types"],
      [{ environment: "staging" }, "environment"],
      [{ payload: "huge" }, "payload"],
      [{ headers: { Host: "evil.example" } }, "headers.Host"],
      [{ headers: { "Webhook-Id": "1" } }, "headers.Webhook-Id"],
      [{ headers: { "user-agent": "x" } }, "headers.user-agent"],
      [{ headers: { "Content-Length": "1" } }, "headers.Content-Length"],
      [{ headers: { "X-A": "1", "x-a": "2" } }, "headers.x-a"],
      [{ headers: { "X-A": "a\r\nb" } }, "headers.X-A"],
      [{ headers: { "X-A": "x" }, sharedSecret: { name: "x-a", value: "y" } }, "sharedSecret.name"],
      [{ sharedSecret: { name: "host", value: "y" } }, "sharedSecret.name"],
      [{ sharedSecret: { value: "" } }, "sharedSecret.value"],
    ];
    for (const [input, field] of cases)
      expect(await refused(input), JSON.stringify(input)).toMatchObject({
        code: "invalid",
        fields: { [field]: expect.any(String) },
      });
    expect(await listEndpoints(ctx)).toEqual([]);
  });
});

describe("changeEndpoint", () => {
  it("changes what is named and keeps the rest, with header values that only it knows", async () => {
    const ctx = await memberCtx("owner");
    const { endpoint, id } = await makeEndpoint(ctx, {
      headers: { "X-Keep": "kept", "X-Go": "gone" },
      sharedSecret: { value: "shared" },
    });
    await changeEndpoint(ctx, {
      ...{ endpoint, version: 1, description: "Billing", headers: { "X-Keep": null, "X-New": "new" } },
      sharedSecret: { name: "X-Shared" },
    });
    expect(await secretsOf(ctx, id)).toMatchObject({
      headers: [
        ["X-Keep", "kept"],
        ["X-New", "new"],
      ],
      sharedHeader: { name: "X-Shared", value: "shared" },
    });
    const row = await endpointRow(ctx, id);
    expect(row).toMatchObject({ description: "Billing", version: 2, url: receiverUrl, types: null });
    await changeEndpoint(ctx, { endpoint, description: "Billing" });
    expect((await endpointRow(ctx, id)).version).toBe(2);
    const audit = await auditOf(ctx);
    const actions = audit.map(({ action }) => action).sort();
    expect(actions).toEqual(["webhook_endpoint.add", "webhook_endpoint.change"]);
    expect(JSON.stringify(audit)).not.toMatch(/"kept"|"gone"|"shared"/);
  });

  it("refuses who did not see the last change, and a value that is not there to keep", async () => {
    const ctx = await memberCtx("owner");
    const { endpoint } = await makeEndpoint(ctx);
    await changeEndpoint(ctx, { endpoint, version: 1, payload: "thin" });
    const stale = changeEndpoint(ctx, { endpoint, version: 1, payload: "full" });
    await expect(stale).rejects.toMatchObject({ code: "conflict" });
    await expect(changeEndpoint(ctx, { endpoint, headers: { "X-A": null } })).rejects.toMatchObject({
      code: "invalid",
      fields: { "headers.X-A": expect.any(String) },
    });
    await expect(changeEndpoint(ctx, { endpoint, url: "https://127.0.0.1/" })).rejects.toMatchObject({
      code: "invalid",
      fields: { url: expect.any(String) },
    });
  });
});

describe("rotateSecret", () => {
  it("lets each secret before sign until its own overlap ends, ten at most", async () => {
    const ctx = await memberCtx("developer");
    const { endpoint, id, secret: first } = await makeEndpoint(ctx);
    const { secret: second } = await rotateSecret(ctx, { endpoint });
    const { secret: third } = await rotateSecret(ctx, { endpoint, overlapHours: 1 });
    const at = async (hours: number) =>
      signingSecrets(await secretsOf(ctx, id), later(ctx, hours).clock.now());
    expect(await at(0.5)).toEqual([third, second, first]);
    expect(await at(2)).toEqual([third, first]);
    expect(await at(25)).toEqual([third]);
    expect((await endpointRow(ctx, id)).overlapEndsAt).toEqual(later(ctx, 24).clock.now());
    for (let n = 0; n < 12; n++) await rotateSecret(ctx, { endpoint });
    expect(await at(0)).toHaveLength(11);
    const { secret: last } = await rotateSecret(later(ctx, 30), { endpoint, overlapHours: 0 });
    expect(await at(30)).toEqual([last]);
    expect((await endpointRow(ctx, id)).overlapEndsAt).toBeNull();
    expect(JSON.stringify(await auditOf(ctx))).not.toContain(last.slice(6, -6));
    const tooLong = rotateSecret(ctx, { endpoint, overlapHours: 169 });
    await expect(tooLong).rejects.toMatchObject({ fields: { overlapHours: expect.any(String) } });
  });
});

describe("pausing, enabling and deleting", () => {
  it("goes from state to state with one audit row each, and remembers who", async () => {
    const ctx = await memberCtx("developer");
    const { endpoint, id } = await makeEndpoint(ctx);
    const colleague = await memberCtx("admin", ctx.projectId);
    await pauseEndpoint(colleague, { endpoint });
    await pauseEndpoint(ctx, { endpoint });
    const row = await endpointRow(ctx, id);
    expect(row).toMatchObject({ state: "paused", actorId: Reflect.get(colleague.actor, "userId") });
    await expect(enableEndpoint(ctx, { endpoint })).rejects.toMatchObject({ code: "conflict" });
    await resumeEndpoint(ctx, { endpoint });
    expect((await endpointRow(ctx, id)).state).toBe("active");
    const actions = (await auditOf(ctx)).map(({ action }) => action);
    expect(actions.sort()).toEqual([
      "webhook_endpoint.add",
      "webhook_endpoint.pause",
      "webhook_endpoint.resume",
    ]);
  });

  it("a deleted one keeps its history, has no secrets, and sends nothing that waits", async () => {
    const ctx = await memberCtx("owner");
    const { endpoint, id } = await makeEndpoint(ctx);
    const { id: profileId } = await makeProfile(ctx);
    const waiting = await makeDelivery(ctx, { endpointId: id, profileId, state: "waiting" });
    const delivered = await makeDelivery(ctx, { endpointId: id, profileId, state: "delivered" });
    await deleteEndpoint(ctx, { endpoint });
    expect(await skipUnwanted(ctx.projectId, ctx.clock.now())).toBe(false);
    expect(await endpointRow(ctx, id)).toMatchObject({ state: "deleted", secrets: null, keyId: null });
    expect(await deliveryRow(ctx, waiting.id)).toMatchObject({ state: "skipped", nextAttemptAt: null });
    expect(await deliveryRow(ctx, delivered.id)).toMatchObject({ state: "delivered" });
    expect(await listEndpoints(ctx)).toEqual([]);
    await expect(pauseEndpoint(ctx, { endpoint })).rejects.toMatchObject({ code: "not_found" });
    const again = resendDelivery(ctx, { delivery: showId("delivery", delivered.id) });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("resendDelivery", () => {
  it("makes it due at once whatever became of it, and leaves its ids", async () => {
    const ctx = await memberCtx("support");
    const owner = await memberCtx("owner", ctx.projectId);
    const { id: endpointId } = await makeEndpoint(owner);
    const { id: profileId } = await makeProfile(ctx);
    for (const state of ["failed", "delivered", "waiting", "skipped"] as const) {
      const made = await makeDelivery(ctx, { endpointId, profileId, state });
      await resendDelivery(ctx, { delivery: showId("delivery", made.id) });
      expect(await deliveryRow(ctx, made.id)).toMatchObject({
        ...{ eventId: made.eventId, state: "waiting", trigger: "resend", nextAttemptAt: testNow },
      });
    }
    const audited = (await auditOf(ctx)).filter(({ action }) => action === "webhook_delivery.resend");
    expect(audited.map((entry) => entry.profileId)).toEqual(Array.from({ length: 4 }, () => profileId));
  });

  it("leaves alone what is being sent at this moment", async () => {
    const ctx = await memberCtx("owner");
    const { id: endpointId } = await makeEndpoint(ctx);
    const { id: profileId } = await makeProfile(ctx);
    const made = await makeDelivery(ctx, {
      endpointId,
      profileId,
      state: "waiting",
      leaseId: newId(testNow),
    });
    const again = resendDelivery(ctx, { delivery: showId("delivery", made.id) });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
  });
});

it("strangers know no endpoint and no delivery, and roles without the permission change nothing", async () => {
  const ctx = await memberCtx("owner");
  const { endpoint, id: endpointId } = await makeEndpoint(ctx);
  const { id: profileId } = await makeProfile(ctx);
  const { id } = await makeDelivery(ctx, { endpointId, profileId });
  const delivery = showId("delivery", id);
  const deeds = [
    (who: Ctx) => changeEndpoint(who, { endpoint, payload: "thin" }),
    (who: Ctx) => rotateSecret(who, { endpoint }),
    (who: Ctx) => pauseEndpoint(who, { endpoint }),
    (who: Ctx) => resumeEndpoint(who, { endpoint }),
    (who: Ctx) => enableEndpoint(who, { endpoint }),
    (who: Ctx) => deleteEndpoint(who, { endpoint }),
    (who: Ctx) => resendDelivery(who, { delivery }),
  ];
  const [stranger, viewer, support] = [
    await memberCtx("owner"),
    await memberCtx("viewer", ctx.projectId),
    await memberCtx("support", ctx.projectId),
  ];
  for (const deed of deeds) {
    await expect(deed(stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(deed(viewer)).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(deleteEndpoint(support, { endpoint })).rejects.toMatchObject({ code: "forbidden" });
  await expect(makeEndpoint(support)).rejects.toMatchObject({ code: "forbidden" });
  await expect(pauseEndpoint(ctx, { endpoint: "whe_1" })).rejects.toMatchObject({
    code: "invalid",
    fields: { endpoint: expect.any(String) },
  });
});
