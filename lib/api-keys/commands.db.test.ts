import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { apiKeys } from "@/db/schema/projects";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { database } from "@/lib/core/database";
import { findId } from "@/lib/core/ids";
import type { Permission } from "@/lib/core/permissions";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { createKey, revokeKey, rotateKey, setAllowedOrigins } from "./commands";
import { isKey } from "./key-format";
import { listKeys } from "./queries";

const secret = (scopes: Permission[] = ["customers:read"]) =>
  ({ kind: "secret", name: "Backend", scopes, expiresInDays: null }) as const;

async function rowOf(ctx: Ctx, shownId: string) {
  const [row] = await database()
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.projectId, ctx.projectId), eq(apiKeys.id, findId("apiKey", shownId) ?? "")));
  if (!row) throw new Error("the key is not there");
  return row;
}

describe("createKey", () => {
  it("answers with a secret that is kept nowhere, and leaves an audit row without it", async () => {
    const ctx = await memberCtx("developer");
    const { keyId, key } = await createKey(ctx, { ...secret(), expiresInDays: 30 });
    expect(isKey("sk", key)).toBe(true);
    const row = await rowOf(ctx, keyId);
    expect(row).toMatchObject({ prefix: "sk_", lastFour: key.slice(-4), pepperId: "test" });
    expect(row.expiresAt?.getTime()).toBe(testNow.getTime() + 30 * 24 * 60 * 60_000);
    const audit = await auditOf(ctx);
    expect(audit).toMatchObject([{ action: "key.create", subject: keyId }]);
    expect(JSON.stringify([row, audit])).not.toContain(key.slice(3, -4));
  });

  it("leaves a hundred when many are made at the same moment", async () => {
    const ctx = await memberCtx("developer");
    for (let index = 0; index < 95; index++) await createKey(ctx, secret());
    const settled = await Promise.allSettled(Array.from({ length: 20 }, () => createKey(ctx, secret())));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await listKeys(ctx)).toHaveLength(100);
  });

  it("gives no scope that its maker's role does not have", async () => {
    const developer = await memberCtx("developer");
    const raised = createKey(developer, secret(["customers:read", "audit:read"]));
    await expect(raised).rejects.toMatchObject({
      code: "forbidden",
      fields: { scopes: expect.stringContaining("audit:read") },
    });
    const viaKey: Ctx = {
      ...developer,
      actor: { kind: "api_key", keyId: "k", scopes: ["keys:write", "customers:read"] },
    };
    await createKey(viaKey, secret());
    await expect(createKey(viaKey, secret(["funnels:read"]))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is refused to the roles below, and names the fields of bad input", async () => {
    const support = await memberCtx("support");
    await expect(createKey(support, secret())).rejects.toMatchObject({ code: "forbidden" });
    const owner = await memberCtx("owner");
    const bad = createKey(owner, {
      kind: "secret",
      name: " ",
      // Scopes that the type forbids, as a forged request would send them.
      scopes: ["projects:create", "root"] as Permission[],
      expiresInDays: 30,
    });
    await expect(bad).rejects.toMatchObject({
      code: "invalid",
      fields: { name: expect.any(String), "scopes.0": "Not a scope", "scopes.1": "Not a scope" },
    });
    const origins = createKey(owner, {
      kind: "publishable",
      name: "Q",
      allowedOrigins: ["https://a.example/x"],
    });
    await expect(origins).rejects.toMatchObject({
      code: "invalid",
      fields: { "allowedOrigins.0": expect.any(String) },
    });
  });
});

describe("rotateKey", () => {
  it("makes a successor with the same rights and lets the old key end after the overlap", async () => {
    const ctx = await memberCtx("owner");
    const old = await createKey(ctx, secret(["customers:read", "funnels:read"]));
    const next = await rotateKey(ctx, { keyId: old.keyId, overlapHours: 24 });
    expect(next.key).not.toBe(old.key);
    expect(await rowOf(ctx, next.keyId)).toMatchObject({
      name: "Backend",
      scopes: ["customers:read", "funnels:read"],
      expiresAt: null,
    });
    expect(await rowOf(ctx, old.keyId)).toMatchObject({
      expiresAt: new Date(testNow.getTime() + 24 * 60 * 60_000),
      replacedBy: findId("apiKey", next.keyId),
    });
    await expect(rotateKey(ctx, { keyId: old.keyId, overlapHours: 0 })).rejects.toMatchObject({
      code: "conflict",
    });
    const audit = await auditOf(ctx);
    expect(audit.map((row) => row.action)).toContain("key.rotate");
  });

  it("never lengthens the life of the old key, nor revives an ended one", async () => {
    const ctx = await memberCtx("owner");
    const old = await createKey(ctx, { ...secret(), expiresInDays: 7 });
    const late: Ctx = { ...ctx, clock: fixedClock(new Date(testNow.getTime() + 6.9 * 24 * 60 * 60_000)) };
    const next = await rotateKey(late, { keyId: old.keyId, overlapHours: 168 });
    const end = new Date(testNow.getTime() + 7 * 24 * 60 * 60_000);
    expect((await rowOf(ctx, old.keyId)).expiresAt).toEqual(end);
    await revokeKey(ctx, { keyId: next.keyId });
    await expect(rotateKey(ctx, { keyId: next.keyId, overlapHours: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("does not hand a developer the key that an owner made with more rights", async () => {
    const owner = await memberCtx("owner");
    const { keyId } = await createKey(owner, secret(["audit:read"]));
    const developer = await memberCtx("developer", owner.projectId);
    await expect(rotateKey(developer, { keyId, overlapHours: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("revokeKey", () => {
  it("ends a key once, with one audit row", async () => {
    const ctx = await memberCtx("admin");
    const { keyId } = await createKey(ctx, secret());
    await revokeKey(ctx, { keyId });
    await revokeKey(ctx, { keyId });
    expect((await rowOf(ctx, keyId)).revokedAt).toEqual(testNow);
    const actions = (await auditOf(ctx)).map((row) => row.action);
    expect(actions.sort()).toEqual(["key.create", "key.revoke"]);
  });

  it("does not know keys of another project, nor ids of other things", async () => {
    const { keyId } = await createKey(await memberCtx("owner"), secret());
    const stranger = await memberCtx("owner");
    for (const attempt of [
      () => revokeKey(stranger, { keyId }),
      () => rotateKey(stranger, { keyId, overlapHours: 1 }),
      () => setAllowedOrigins(stranger, { keyId, allowedOrigins: [] }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    await expect(revokeKey(stranger, { keyId: "key_0" })).rejects.toMatchObject({
      code: "invalid",
      fields: { keyId: expect.any(String) },
    });
  });

  it("is refused to the roles below", async () => {
    const owner = await memberCtx("owner");
    const { keyId } = await createKey(owner, secret());
    for (const role of ["support", "growth", "viewer"] as const) {
      const below = await memberCtx(role, owner.projectId);
      await expect(revokeKey(below, { keyId })).rejects.toMatchObject({ code: "forbidden" });
      await expect(rotateKey(below, { keyId, overlapHours: 1 })).rejects.toMatchObject({ code: "forbidden" });
      await expect(setAllowedOrigins(below, { keyId, allowedOrigins: [] })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });
});

describe("setAllowedOrigins", () => {
  it("keeps each origin once, as browsers write it, and changes nothing the second time", async () => {
    const ctx = await memberCtx("owner");
    const { keyId } = await createKey(ctx, { kind: "publishable", name: "Quiz", allowedOrigins: [] });
    const allowedOrigins = ["https://Quiz.Example/", "https://quiz.example:443", "http://localhost:4000"];
    await setAllowedOrigins(ctx, { keyId, allowedOrigins });
    await setAllowedOrigins(ctx, { keyId, allowedOrigins });
    expect((await rowOf(ctx, keyId)).allowedOrigins).toEqual([
      "https://quiz.example",
      "http://localhost:4000",
    ]);
    expect(await auditOf(ctx)).toHaveLength(2);
  });

  it("is nothing for a secret key", async () => {
    const ctx = await memberCtx("owner");
    const { keyId } = await createKey(ctx, secret());
    await expect(setAllowedOrigins(ctx, { keyId, allowedOrigins: [] })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
