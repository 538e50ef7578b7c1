import { randomBytes } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import { env } from "@/lib/core/env";
import { showId } from "@/lib/core/ids";
import { dropProcessSingleton } from "@/lib/core/process-singleton";
import { removeMember } from "@/lib/members/commands";
import { makeMember, memberCtx, testNow } from "@/tests/factories";
import { createKey, revokeKey, rotateKey } from "./commands";
import { enterWithKey } from "./gate";
import { listKeys } from "./queries";

const { encryptionKeys } = env();
const minuteMs = 60_000;

function useEncryptionKeys(keys: typeof encryptionKeys): void {
  env().encryptionKeys = keys;
  dropProcessSingleton("pepper.api keys");
}

afterEach(() => useEncryptionKeys(encryptionKeys));

function enter(key: string, now: Date = testNow) {
  return enterWithKey(`Bearer ${key}`, {
    requestId: "req-test",
    clock: fixedClock(now),
    sender: "192.0.2.1",
  });
}

/** Each from an address of its own. */
function enterFrom(sender: string, key: string) {
  return enterWithKey(`Bearer ${key}`, { requestId: "req-test", clock: fixedClock(testNow), sender });
}

async function secretIn(ctx: Awaited<ReturnType<typeof memberCtx>>) {
  return createKey(ctx, { kind: "secret", name: "Backend", scopes: ["customers:read"], expiresInDays: null });
}

it("leads into the project of the key, as the key and with its scopes", async () => {
  const ctx = await memberCtx("owner");
  const { key } = await secretIn(ctx);
  expect(await enter(key)).toMatchObject({
    projectId: ctx.projectId,
    actor: { kind: "api_key", scopes: ["customers:read"] },
  });
});

it("knows keys that were made under an older encryption key, as long as that is still named", async () => {
  const ctx = await memberCtx("owner");
  const { key } = await secretIn(ctx);
  const newer = { id: "newer", key: randomBytes(32) };
  useEncryptionKeys([newer, ...encryptionKeys]);
  expect((await enter(key)).projectId).toBe(ctx.projectId);
  const made = await secretIn(ctx);
  useEncryptionKeys([newer]);
  expect((await enter(made.key)).projectId).toBe(ctx.projectId);
  await expect(enter(key)).rejects.toMatchObject({ code: "unauthenticated" });
  // The same id with other bits is another key.
  useEncryptionKeys([{ ...newer, key: randomBytes(32) }]);
  await expect(enter(made.key)).rejects.toMatchObject({ code: "unauthenticated" });
});

it("notes when a key was used, once a minute", async () => {
  const ctx = await memberCtx("owner");
  const { key } = await secretIn(ctx);
  const usedAt = async () => (await listKeys(ctx))[0]?.lastUsedAt?.getTime() ?? null;
  const after = (ms: number) => new Date(testNow.getTime() + ms);
  await enter(key);
  await expect.poll(usedAt).toBe(testNow.getTime());
  await enter(key, after(minuteMs - 1));
  await enter(key, after(minuteMs + 1));
  await expect.poll(usedAt).toBe(testNow.getTime() + minuteMs + 1);
});

it("lets a rotated key in until its overlap ends, and says in the list what became of each", async () => {
  const clock = fixedClock(testNow);
  const ctx = { ...(await memberCtx("owner")), clock };
  const old = await secretIn(ctx);
  const next = await rotateKey(ctx, { keyId: old.keyId, overlapHours: 1 });
  const states = async () => new Map((await listKeys(ctx)).map((listed) => [listed.id, listed.state]));
  expect(await states()).toEqual(
    new Map([
      [next.keyId, "working"],
      [old.keyId, "ending"],
    ]),
  );
  clock.advance(60 * minuteMs - 1);
  await enter(old.key, clock.now());
  clock.advance(1);
  await expect(enter(old.key, clock.now())).rejects.toMatchObject({ code: "unauthenticated" });
  expect((await states()).get(old.keyId)).toBe("expired");
  expect((await enter(next.key, clock.now())).projectId).toBe(ctx.projectId);
});

it("shows keys of its own project alone, and never a secret", async () => {
  const ctx = await memberCtx("owner");
  const { key } = await secretIn(ctx);
  const publishable = await createKey(ctx, { kind: "publishable", name: "Pages", allowedOrigins: [] });
  const listed = await listKeys(ctx);
  expect(listed.map((each) => each.shown).sort()).toEqual([publishable.key, `sk_…${key.slice(-4)}`].sort());
  expect(JSON.stringify(listed)).not.toContain(key.slice(3, -4));
  expect(await listKeys(await memberCtx("owner"))).toEqual([]);
  const developer = await memberCtx("developer", ctx.projectId);
  const more = await createKey(ctx, {
    kind: "secret",
    name: "Audit",
    scopes: ["audit:read"],
    expiresInDays: 7,
  });
  const seen = (await listKeys(developer)).find((each) => each.id === more.keyId);
  expect(seen?.isWithinOwnScopes).toBe(false);
});

it("lets a key in whose maker has left, and says so in the list", async () => {
  const owner = await makeMember("owner");
  const { ctx, person } = await makeMember("developer", owner.ctx.projectId);
  const { key } = await secretIn(ctx);
  const [before] = await listKeys(owner.ctx);
  expect(before).toMatchObject({ createdBy: person.name, hasMakerLeft: false });
  await removeMember(owner.ctx, { userId: showId("user", person.userId) });
  expect((await enter(key)).projectId).toBe(ctx.projectId);
  const [after] = await listKeys(owner.ctx);
  expect(after).toMatchObject({ createdBy: person.name, hasMakerLeft: true });
});

it("closes for a key that was proved once and revoked since, as for any wrong one", async () => {
  const ctx = await memberCtx("owner");
  const { key, keyId } = await secretIn(ctx);
  const sender = "198.51.100.77";
  await enterFrom(sender, key);
  await revokeKey(ctx, { keyId });
  const codes = [];
  for (let turn = 0; turn < 12; turn++)
    codes.push(await enterFrom(sender, key).catch((error) => Reflect.get(Object(error), "code")));
  expect(codes).toEqual([...Array(10).fill("unauthenticated"), "rate_limited", "rate_limited"]);
});
