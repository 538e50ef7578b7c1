import { type SQL, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { recordAudit } from "@/lib/core/audit";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read, write } from "@/lib/core/database";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { listProjectsToSeal, sealAudit } from "./seal";
import { verifyChain } from "./verify";

const later = new Date(testNow.getTime() + 10 * 60_000);

async function projectWithEntries(count: number): Promise<Ctx> {
  const ctx = await memberCtx("owner");
  for (let index = 0; index < count; index++) {
    const at = { ...ctx, clock: fixedClock(new Date(testNow.getTime() + index * 1000)) };
    await write(ctx.projectId, (tx) =>
      recordAudit(tx, at, "note.add", [{ subject: `note_${index}`, after: { body: `Text ${index}` } }]),
    );
  }
  return ctx;
}

const verify = (ctx: Ctx) => read(ctx, (tx) => verifyChain(tx, ctx.projectId));

/** A change past Dossier: by a role that owns the table and may do what the application has given away. */
async function tamper(ctx: Ctx, statements: SQL[]): Promise<void> {
  await write(ctx.projectId, async (tx) => {
    await tx.execute(sql`grant update, delete on audit_log, audit_seals to current_user`);
    for (const statement of statements) await tx.execute(sql`${statement} and project_id = ${ctx.projectId}`);
    await tx.execute(sql`revoke update, delete on audit_log, audit_seals from current_user`);
    await tx.execute(sql`grant update (details, salt) on audit_log to current_user`);
  });
}

it("seals every entry once, in order, and verifies", async () => {
  const ctx = await projectWithEntries(5);
  expect(await listProjectsToSeal(later)).toContain(ctx.projectId);
  expect(await sealAudit(ctx.projectId, later)).toEqual({ isMoreDue: false });
  expect(await listProjectsToSeal(later)).not.toContain(ctx.projectId);
  await sealAudit(ctx.projectId, later);
  expect(await verify(ctx)).toMatchObject({
    sealed: 5,
    fault: null,
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

it("waits for transactions that may still write an older entry", async () => {
  const ctx = await projectWithEntries(1);
  await sealAudit(ctx.projectId, testNow);
  expect(await verify(ctx)).toMatchObject({ sealed: 0, head: null, fault: null });
});

it("takes in an entry that was committed after newer ones were sealed", async () => {
  const ctx = await projectWithEntries(2);
  await sealAudit(ctx.projectId, later);
  const early = { ...ctx, clock: fixedClock(new Date(testNow.getTime() - 60_000)) };
  await write(ctx.projectId, (tx) => recordAudit(tx, early, "note.add", [{ subject: "note_late" }]));
  await sealAudit(ctx.projectId, later);
  expect(await verify(ctx)).toMatchObject({ sealed: 3, fault: null });
});

it("makes one chain when two workers seal at the same time", async () => {
  const ctx = await projectWithEntries(20);
  await Promise.all([sealAudit(ctx.projectId, later), sealAudit(ctx.projectId, later)]);
  await sealAudit(ctx.projectId, later);
  expect(await verify(ctx)).toMatchObject({ sealed: 20, fault: null });
});

const note1 = sql`subject = 'note_1'`;
it.each([
  ["a changed actor", [sql`update audit_log set actor_id = 'somebody' where ${note1}`], /was changed/],
  ["changed details", [sql`update audit_log set details = '{"after": {}}' where ${note1}`], /details/],
  ["a seal that is gone", [sql`delete from audit_seals where position = 2`], /seal 2 is missing/],
  [
    "an entry that is gone with its seal",
    [sql`delete from audit_seals where position = 2`, sql`delete from audit_log where ${note1}`],
    /seal 2 is missing/,
  ],
])("finds %s", async (_, statements, fault) => {
  const ctx = await projectWithEntries(4);
  await sealAudit(ctx.projectId, later);
  await tamper(ctx, statements);
  expect((await verify(ctx)).fault).toMatch(fault);
});

it("verifies after details were erased", async () => {
  const ctx = await projectWithEntries(3);
  await sealAudit(ctx.projectId, later);
  await write(ctx.projectId, (tx) =>
    tx.execute(sql`update audit_log set details = null, salt = null where project_id = ${ctx.projectId}`),
  );
  expect(await verify(ctx)).toMatchObject({ sealed: 3, fault: null });
  expect((await auditOf(ctx)).map(({ details }) => details)).toEqual([null, null, null]);
});

it("refuses changes of sealed rows to the application", async () => {
  const ctx = await projectWithEntries(1);
  await sealAudit(ctx.projectId, later);
  for (const statement of [
    sql`update audit_log set action = 'x'`,
    sql`delete from audit_log`,
    sql`update audit_seals set position = 9`,
    sql`delete from audit_seals`,
  ])
    await expect(
      inSystem((tx) => tx.execute(sql`${statement} where project_id = ${ctx.projectId}`)),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
});
