import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { auditLog } from "@/db/schema/audit";
import { domainEvents } from "@/db/schema/events";
import { profiles } from "@/db/schema/profiles";
import { emit } from "@/lib/events/emit";
import { memberCtx } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { auditDigest } from "./audit";
import { command } from "./command";
import type { Ctx } from "./ctx";
import { read } from "./database";

const input = z.strictObject({
  profileId: z.uuid(),
  language: z.string().min(2, "Use a language tag such as en-GB"),
});

const setLanguage = command({
  name: "profile.set_language",
  permission: "project:write",
  input,
  async run({ ctx, input: { profileId, language }, audit }) {
    const own = and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, profileId));
    const [before] = await ctx.tx.select({ language: profiles.language }).from(profiles).where(own);
    await ctx.tx.update(profiles).set({ language }).where(own);
    if (language === "silent") return "silent";
    if (before?.language === language) {
      audit("unchanged");
      return "unchanged";
    }
    audit({ subject: profileId, profileId, before: { language: before?.language }, after: { language } });
    await emit(ctx, {
      type: "profile.updated",
      profileId,
      environment: "production",
      payload: { email: null, user_id: language, previous: {} },
    });
    if (language === "explode") throw new Error("exploded");
    return "changed";
  },
});

async function trailOf(ctx: Ctx) {
  return read(ctx, (tx) => tx.select().from(auditLog).where(eq(auditLog.projectId, ctx.projectId)));
}

async function languageOf(ctx: Ctx, profileId: string) {
  const own = and(eq(profiles.projectId, ctx.projectId), eq(profiles.id, profileId));
  const [row] = await read(ctx, (tx) => tx.select().from(profiles).where(own));
  return row?.language;
}

test("a command leaves its row, its audit entry and its fact, together", async () => {
  const ctx = await memberCtx("owner");
  const { id: profileId } = await makeProfile(ctx);
  await expect(setLanguage(ctx, { profileId, language: "en" })).resolves.toBe("changed");

  const [entry] = await trailOf(ctx);
  expect(entry).toMatchObject({
    action: "profile.set_language",
    actorKind: "user",
    subject: profileId,
    requestId: "req-test",
    details: { after: { language: "en" } },
  });
  expect(auditDigest(entry?.salt ?? Buffer.alloc(0), entry?.details ?? {})).toEqual(entry?.digest);
  const facts = await read(ctx, (tx) =>
    tx.select().from(domainEvents).where(eq(domainEvents.projectId, ctx.projectId)),
  );
  expect(facts).toMatchObject([{ type: "profile.updated", sequence: 1, profileId }]);
});

test("a command that fails after its writes leaves nothing", async () => {
  const ctx = await memberCtx("owner");
  const { id: profileId } = await makeProfile(ctx);
  await expect(setLanguage(ctx, { profileId, language: "explode" })).rejects.toThrow("exploded");
  expect(await languageOf(ctx, profileId)).toBeNull();
  expect(await trailOf(ctx)).toEqual([]);
});

test("a command that says nothing of what it did rolls back", async () => {
  const ctx = await memberCtx("owner");
  const { id: profileId } = await makeProfile(ctx);
  await expect(setLanguage(ctx, { profileId, language: "silent" })).rejects.toThrow("left no audit entry");
  expect(await languageOf(ctx, profileId)).toBeNull();
});

test("an unchanged command keeps quiet in the audit log", async () => {
  const ctx = await memberCtx("owner");
  const { id: profileId } = await makeProfile(ctx, { language: "en" });
  await expect(setLanguage(ctx, { profileId, language: "en" })).resolves.toBe("unchanged");
  expect(await trailOf(ctx)).toEqual([]);
});

test("a role without the permission is refused by name of those who have it, before anything is read", async () => {
  const ctx = await memberCtx("support");
  await expect(setLanguage(ctx, { profileId: "not even a uuid", language: "" })).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("owner, admin"),
  });
});

test("bad input names its field, unknown fields included", async () => {
  const ctx = await memberCtx("owner");
  const wrong = { profileId: "nonsense", language: "x", admin: true };
  await expect(setLanguage(ctx, wrong)).rejects.toMatchObject({
    code: "invalid",
    fields: {
      language: "Use a language tag such as en-GB",
      profileId: expect.any(String),
      input: expect.stringContaining("admin"),
    },
  });
});

test("parallel facts about one profile get gapless, different sequence numbers", async () => {
  const ctx = await memberCtx("owner");
  const { id: profileId } = await makeProfile(ctx);
  await Promise.all(
    Array.from({ length: 12 }, (_, i) => setLanguage(ctx, { profileId, language: `en-${i}` })),
  );
  const facts = await read(ctx, (tx) =>
    tx.select().from(domainEvents).where(eq(domainEvents.projectId, ctx.projectId)),
  );
  expect(facts.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 12 }, (_, i) => i + 1),
  );
});
