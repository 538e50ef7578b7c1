import { expect, it } from "vitest";
import { recordAudit } from "@/lib/core/audit";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { write } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { makeMember, memberCtx, testNow } from "@/tests/factories";
import { auditCsv } from "./csv";
import { getAuditEntry, listActions, listActors, listAudit } from "./queries";
import { auditList } from "./schema";

const everything = auditList.parse({}).filter;

async function record(ctx: Ctx, action: string, subject: string, minutes = 0, after = {}): Promise<void> {
  const at = { ...ctx, clock: fixedClock(new Date(testNow.getTime() + minutes * 60_000)) };
  await write(ctx.projectId, (tx) => recordAudit(tx, at, action, [{ subject, after }]));
}

async function allPages(ctx: Ctx, limit: number): Promise<string[]> {
  const subjects: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit(ctx, everything, { cursor, limit });
    subjects.push(...page.rows.map((row) => row.subject));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return subjects;
}

it("pages through everything, newest first, with nothing lost or twice", async () => {
  const { ctx } = await makeMember("owner");
  const subjects = Array.from({ length: 7 }, (_, index) => `note_${index}`);
  for (const [index, subject] of subjects.entries()) await record(ctx, "note.add", subject, index);
  expect(await allPages(ctx, 3)).toEqual(subjects.toReversed());
});

it("walks back to the page before", async () => {
  const { ctx } = await makeMember("owner");
  for (let index = 0; index < 4; index++) await record(ctx, "note.add", `note_${index}`, index);
  const first = await listAudit(ctx, everything, { limit: 2 });
  const second = await listAudit(ctx, everything, { limit: 2, cursor: first.nextCursor ?? "" });
  const back = await listAudit(ctx, everything, { limit: 2, cursor: second.previousCursor ?? "" });
  expect(back.rows).toEqual(first.rows);
});

it("filters by action, actor, target and days together", async () => {
  const { ctx, person } = await makeMember("owner");
  const other = await makeMember("support", ctx.projectId);
  await record(ctx, "note.add", "note_a");
  await record(ctx, "note.edit", "note_a");
  await record(other.ctx, "note.edit", "note_a");
  await record(ctx, "note.edit", "note_b");
  await record(ctx, "note.edit", "note_a", -60 * 24 * 40);
  const filter = { action: "note.edit", actorId: person.userId, subject: "note_a", days: 30 } as const;
  expect((await listAudit(ctx, filter)).rows).toHaveLength(1);
  expect(await listActions(ctx)).toEqual(["note.add", "note.edit"]);
  expect((await listActors(ctx)).map(({ actorId }) => actorId).toSorted()).toEqual(
    [person.userId, other.person.userId].toSorted(),
  );
});

it("names people by their name", async () => {
  const { ctx, person } = await makeMember("owner");
  await record(ctx, "note.add", "note_a");
  expect((await listAudit(ctx, everything)).rows[0]?.actorName).toBe(person.name);
});

it("a stranger's entry is not_found, and a stranger's log is empty", async () => {
  const { ctx } = await makeMember("owner");
  await record(ctx, "note.add", "note_a");
  const [row] = (await listAudit(ctx, everything)).rows;
  const shown = showId("auditEntry", row?.id ?? newId(testNow));
  expect(await getAuditEntry(ctx, shown)).toMatchObject({ subject: "note_a", seal: null });
  const stranger = await memberCtx("owner");
  await expect(getAuditEntry(stranger, shown)).rejects.toMatchObject({ code: "not_found" });
  expect((await listAudit(stranger, everything)).rows).toEqual([]);
});

it("writes CSV whose cells no spreadsheet runs, quotes and line breaks kept", async () => {
  const { ctx } = await makeMember("owner");
  await record(ctx, '=HYPERLINK("https://evil.example")', '+1 "quoted"\nsecond line');
  let csv = "";
  for await (const piece of auditCsv(ctx, everything)) csv += piece;
  expect(csv.split("\n")[0]).toBe(
    "id,time,actor,actor kind,actor id,action,target,reason,before,after,request id",
  );
  expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(csv).toContain(`"'+1 ""quoted""\nsecond line"`);
});

it("an address that makes no sense is the whole log", () => {
  expect(auditList.parse({ days: "-3", size: "1e9", action: "\0", actor: ["a", "b"], cursor: "x" })).toEqual(
    auditList.parse({}),
  );
});
