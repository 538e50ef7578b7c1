import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { inboundEvents } from "@/db/schema/inbound-events";
import { integrations } from "@/db/schema/integrations";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { read } from "@/lib/core/database";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { deliver } from "@/tests/inbound";
import {
  changeIntegrationSettings,
  disconnectIntegration,
  pauseIntegration,
  removeInboundSecret,
  resumeIntegration,
  setInboundSecret,
  setUpIntegration,
} from "./commands";
import { inboundSecretsOf } from "./inbound-secrets";
import { getIntegrationDetail, listIntegrationCards } from "./queries";

const hour = 60 * 60_000;
const after = (ctx: Ctx, ms: number): Ctx => ({
  ...ctx,
  clock: fixedClock(new Date(testNow.getTime() + ms)),
});
const rowOf = async (ctx: Ctx) => {
  const [row] = await read(ctx, (tx) =>
    tx
      .select()
      .from(integrations)
      .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.state, "connected"))),
  );
  return row ?? expect.fail("no integration");
};
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("went through"),
    ({ code, fields }) => ({ code, fields: Object.keys(fields ?? {}) }),
  );
const first = {
  provider: "revenuecat",
  kind: "authorization",
  secret: "the first secret",
  overlapHours: 0,
} as const;
const second = { ...first, secret: "the second secret", overlapHours: 24 } as const;

it("gives a provider an address once, with one entry in the audit log", async () => {
  const ctx = await memberCtx("developer");
  await setUpIntegration(ctx, { provider: "adapty" });
  await setUpIntegration(ctx, { provider: "adapty" });
  expect(await getIntegrationDetail(ctx, "adapty")).toMatchObject({
    state: "incomplete",
    id: expect.stringMatching(/^int_/),
  });
  expect((await auditOf(ctx)).map(({ action }) => action)).toEqual(["integration.set_up"]);
});

it("seals a secret, shows its end alone, and writes it into no log", async () => {
  const ctx = await memberCtx("owner");
  await setInboundSecret(ctx, first);
  await setInboundSecret(ctx, first);
  const row = await rowOf(ctx);
  expect(row.inboundSecrets?.includes("the first secret")).toBe(false);
  expect(JSON.stringify([row.inboundHint, await auditOf(ctx)])).not.toContain("the first secret");
  expect(await getIntegrationDetail(ctx, "revenuecat")).toMatchObject({
    state: "waiting",
    secrets: [{ kind: "authorization", lastFour: "cret", setAt: testNow.toISOString(), formerUntil: null }],
  });
  expect(await auditOf(ctx)).toHaveLength(1);
});

it("believes the former secret for as long as it was told, and not a moment longer", async () => {
  const ctx = await memberCtx("owner");
  await setInboundSecret(ctx, first);
  await setInboundSecret(ctx, second);
  const at = async (ms: number) =>
    inboundSecretsOf(await rowOf(ctx), new Date(testNow.getTime() + ms)).authorization;
  expect(await at(0)).toEqual(["the second secret", "the first secret"]);
  expect(await at(24 * hour - 1)).toEqual(["the second secret", "the first secret"]);
  expect(await at(24 * hour)).toEqual(["the second secret"]);
  await setInboundSecret(after(ctx, hour), { ...first, secret: "the third secret", overlapHours: 0 });
  // What was told of the first one holds; the second one ends at once.
  expect(await at(hour)).toEqual(["the third secret", "the first secret"]);
});

it("takes an optional secret away, and asks for it no more", async () => {
  const ctx = await memberCtx("owner");
  await setInboundSecret(ctx, first);
  await setInboundSecret(ctx, { ...first, kind: "signing", secret: "a signing secret" });
  await removeInboundSecret(ctx, { provider: "revenuecat", kind: "signing" });
  expect(inboundSecretsOf(await rowOf(ctx), testNow)).toEqual({
    authorization: ["the first secret"],
    signing: [],
  });
  await removeInboundSecret(ctx, { provider: "revenuecat", kind: "authorization" });
  expect(await rowOf(ctx)).toMatchObject({ inboundSecrets: null, inboundHint: null, inboundSetAt: null });
});

it("keeps settings, takes single ones away, and says what changed", async () => {
  const ctx = await memberCtx("owner");
  await changeIntegrationSettings(ctx, {
    provider: "adapty",
    userIdField: "profile_id",
    renamedEvents: { Trial: "trial_started" },
  });
  await changeIntegrationSettings(after(ctx, hour), { provider: "adapty", userIdField: null });
  expect((await rowOf(ctx)).settings).toEqual({ renamedEvents: { Trial: "trial_started" } });
  expect((await auditOf(ctx)).at(-1)).toMatchObject({
    action: "integration.change_settings",
    details: { before: { userIdField: "profile_id" }, after: { renamedEvents: { Trial: "trial_started" } } },
  });
});

it("pauses and resumes, each once", async () => {
  const ctx = await memberCtx("owner");
  await setUpIntegration(ctx, { provider: "stripe" });
  await pauseIntegration(ctx, { provider: "stripe" });
  await pauseIntegration(ctx, { provider: "stripe" });
  expect(await getIntegrationDetail(ctx, "stripe")).toMatchObject({ state: "paused", pausedAt: testNow });
  await resumeIntegration(ctx, { provider: "stripe" });
  expect((await auditOf(ctx)).map(({ action }) => action).toSorted()).toEqual([
    "integration.pause",
    "integration.resume",
    "integration.set_up",
  ]);
});

it.each(["keep", "empty"] as const)("disconnects, and what it sent is asked about: %s", async (history) => {
  const ctx = await memberCtx("owner");
  await setInboundSecret(ctx, first);
  const { id } = await rowOf(ctx);
  await deliver({ ctx, id, shownId: "", provider: "revenuecat" }, ['{"event":{"id":"1","type":"TEST"}}']);
  await disconnectIntegration(ctx, { provider: "revenuecat", history });
  expect(await getIntegrationDetail(ctx, "revenuecat")).toMatchObject({
    state: "none",
    id: null,
    secrets: [],
  });
  const [event] = await read(ctx, (tx) =>
    tx.select().from(inboundEvents).where(eq(inboundEvents.projectId, ctx.projectId)),
  );
  if (history === "keep") expect(event).toMatchObject({ state: "waiting", sealed: expect.any(Buffer) });
  else expect(event).toMatchObject({ state: "ignored", sealed: null, keyId: null, nextAttemptAt: null });
  const [gone] = await read(ctx, (tx) =>
    tx.select().from(integrations).where(eq(integrations.projectId, ctx.projectId)),
  );
  expect(gone).toMatchObject({ state: "disconnected", inboundSecrets: null, inboundHint: null });
});

it("shows nobody another project's integration, and lets support look and not touch", async () => {
  const owner = await memberCtx("owner");
  await setInboundSecret(owner, first);
  const stranger = await memberCtx("owner");
  expect((await listIntegrationCards(stranger)).every(({ state }) => state === "none")).toBe(true);
  expect(await refusal(pauseIntegration(stranger, { provider: "revenuecat" }))).toMatchObject({
    code: "not_found",
  });
  expect(
    await refusal(removeInboundSecret(stranger, { provider: "revenuecat", kind: "signing" })),
  ).toMatchObject({ code: "not_found" });
  const support = await memberCtx("support");
  const tries = [
    setUpIntegration(support, { provider: "stripe" }),
    setInboundSecret(support, first),
    removeInboundSecret(support, { provider: "revenuecat", kind: "signing" }),
    changeIntegrationSettings(support, { provider: "stripe", userIdField: "x" }),
    pauseIntegration(support, { provider: "stripe" }),
    resumeIntegration(support, { provider: "stripe" }),
    disconnectIntegration(support, { provider: "stripe" }),
  ];
  for (const work of tries) expect(await refusal(work)).toMatchObject({ code: "forbidden" });
});

it("names the field of what it does not take", async () => {
  const ctx = await memberCtx("owner");
  const named = (work: Promise<unknown>) => refusal(work).then(({ fields }) => fields);
  expect(await named(setInboundSecret(ctx, { ...first, secret: "short" }))).toEqual(["secret"]);
  expect(await named(setInboundSecret(ctx, { ...first, secret: "line\nbreak in it" }))).toEqual(["secret"]);
  expect(await named(setInboundSecret(ctx, { ...first, provider: "paypal" }))).toEqual(["kind"]);
  expect(await named(setInboundSecret(ctx, { ...first, provider: "stripe", kind: "signing" }))).toEqual([
    "secret",
  ]);
  expect(await named(changeIntegrationSettings(ctx, { provider: "paypal", webhookId: "no id" }))).toEqual([
    "webhookId",
  ]);
});
