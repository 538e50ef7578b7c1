import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { apiKeys, members, projects } from "@/db/schema/projects";
import { isKey } from "@/lib/api-keys/key-format";
import { database } from "@/lib/core/database";
import { findMembership, listMemberships } from "@/lib/core/directory/projects";
import { env } from "@/lib/core/env";
import { auditOf, makeMember, makePerson, memberCtx, personCtx, testNow } from "@/tests/factories";
import {
  createProject,
  pauseCharging,
  renameProject,
  resumeCharging,
  setBillingRules,
  setNoteLimits,
  setUpInstance,
} from "./commands";
import { getProjectClock, getSettings } from "./queries";
import { settingsOf } from "./settings";

const setupToken = "the setup token of this test";

describe("setUpInstance", () => {
  beforeAll(() => {
    env().setupToken = setupToken;
  });

  it("refuses a wrong token and names the field", async () => {
    const person = await makePerson();
    const attempt = setUpInstance(personCtx(person), { setupToken: "guess", name: "Nightleaf" });
    await expect(attempt).rejects.toMatchObject({
      code: "invalid",
      fields: { setupToken: expect.any(String) },
    });
  });

  it("makes one first owner, however many try at the same moment, and none ever after", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => makePerson()));
    const done = await Promise.allSettled(
      people.map((person) => setUpInstance(personCtx(person), { setupToken, name: "Nightleaf" })),
    );
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await database().select().from(projects)).toHaveLength(1);
    const late = await makePerson();
    await expect(setUpInstance(personCtx(late), { setupToken, name: "Mine" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("createProject", () => {
  it("makes a project with its owner, its publishable key and an audit row", async () => {
    const { person } = await makeMember("owner");
    const { slug } = await createProject(personCtx(person), { name: "Crème Brûlée & Co" });
    expect(slug).toBe("creme-brulee-co");
    const made = await findMembership(slug, person.userId);
    expect(made).toMatchObject({ role: "owner", project: { name: "Crème Brûlée & Co", kind: "live" } });
    const ctx = await memberCtx("owner", made?.project.id);
    expect(await auditOf(ctx)).toMatchObject([{ action: "project.create", actorId: person.userId }]);
    const keys = await database()
      .select()
      .from(apiKeys)
      .where(and(eq(apiKeys.projectId, ctx.projectId), eq(apiKeys.kind, "publishable")));
    expect(keys).toHaveLength(1);
    expect(isKey("pk", keys[0]?.publishableKey ?? "")).toBe(true);
  });

  it("gives each of several projects of one name its own address, never that of a page", async () => {
    const { person } = await makeMember("owner");
    const names = ["Same Name", "Same Name", "same-name", "Sign in", "日本語", "api"];
    const slugs: string[] = [];
    for (const name of names) slugs.push((await createProject(personCtx(person), { name })).slug);
    expect(slugs).toEqual([
      "same-name",
      "same-name-2",
      "same-name-3",
      "sign-in-project",
      "project",
      "api-project",
    ]);
    expect(await listMemberships(person.userId)).toHaveLength(names.length + 1);
  });

  it("is refused to everyone who owns no project", async () => {
    const { person } = await makeMember("admin");
    const nobody = await makePerson();
    for (const each of [person, nobody])
      await expect(createProject(personCtx(each), { name: "Mine" })).rejects.toMatchObject({
        code: "forbidden",
      });
  });

  it("names the field of a bad name", async () => {
    const { person } = await makeMember("owner");
    for (const name of ["", "   ", "a\u0000b", "\ud800", "x".repeat(81)])
      await expect(createProject(personCtx(person), { name })).rejects.toMatchObject({
        code: "invalid",
        fields: { name: expect.any(String) },
      });
  });
});

describe("renameProject", () => {
  it("renames, once, and keeps the address", async () => {
    const { ctx, person } = await makeMember("admin");
    const [before] = await listMemberships(person.userId);
    await renameProject(ctx, { name: " New name " });
    await renameProject(ctx, { name: "New name" });
    const [after] = await listMemberships(person.userId);
    expect(after?.project).toEqual({ ...before?.project, name: "New name" });
    expect(await auditOf(ctx)).toMatchObject([
      {
        action: "project.rename",
        details: { before: { name: "Test project" }, after: { name: "New name" } },
      },
    ]);
  });

  it("is refused to the strongest role that lacks the permission, and names a bad field", async () => {
    const { ctx } = await makeMember("owner");
    const support = await memberCtx("support", ctx.projectId);
    await expect(renameProject(support, { name: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(renameProject(ctx, { name: "" })).rejects.toMatchObject({
      code: "invalid",
      fields: { name: expect.any(String) },
    });
  });

  it("reaches no other project", async () => {
    const mine = await makeMember("owner");
    const other = await makeMember("owner");
    await renameProject(mine.ctx, { name: "Renamed" });
    const [row] = await database()
      .select({ name: projects.name })
      .from(projects)
      .innerJoin(members, eq(members.projectId, projects.id))
      .where(eq(projects.id, other.ctx.projectId));
    expect(row?.name).toBe("Test project");
  });
});

describe("setNoteLimits", () => {
  it("sets both limits, once, with before and after in the audit log", async () => {
    const ctx = await memberCtx("admin");
    expect(await getSettings(ctx)).toMatchObject({ noteMaxLength: 255, notesPerCustomer: 10 });
    const wanted = { noteMaxLength: 10_000, notesPerCustomer: null };
    await setNoteLimits(ctx, wanted);
    await setNoteLimits(ctx, wanted);
    expect(await getSettings(ctx)).toMatchObject(wanted);
    expect(await auditOf(ctx)).toMatchObject([
      {
        action: "project.set_note_limits",
        details: { before: { noteMaxLength: 255, notesPerCustomer: 10 }, after: wanted },
      },
    ]);
  });

  it("is for owners and admins, and names what is out of range", async () => {
    const ctx = await memberCtx("owner");
    const support = await memberCtx("support", ctx.projectId);
    const usual = { noteMaxLength: 255, notesPerCustomer: 10 };
    await expect(setNoteLimits(support, usual)).rejects.toMatchObject({ code: "forbidden" });
    for (const noteMaxLength of [0, -1, 10_001, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      await expect(setNoteLimits(ctx, { ...usual, noteMaxLength })).rejects.toMatchObject({
        code: "invalid",
        fields: { noteMaxLength: expect.any(String) },
      });
    for (const notesPerCustomer of [0, 10_001, Number.NaN])
      await expect(setNoteLimits(ctx, { ...usual, notesPerCustomer })).rejects.toMatchObject({
        code: "invalid",
        fields: { notesPerCustomer: expect.any(String) },
      });
  });

  it("reads what it does not know as usual", () => {
    const odd = settingsOf({ noteMaxLength: "many", notesPerCustomer: -4, theme: "dark" });
    expect(odd).toEqual({
      noteMaxLength: 255,
      notesPerCustomer: 10,
      retrySchedule: "smart",
      timeZone: "UTC",
    });
  });
});

describe("setBillingRules", () => {
  it("sets the schedule and the zone and leaves the limits of notes as they were", async () => {
    const ctx = await memberCtx("developer");
    const owner = await memberCtx("owner", ctx.projectId);
    await setNoteLimits(owner, { noteMaxLength: 300, notesPerCustomer: 5 });
    const wanted = { retrySchedule: "short", timeZone: "Europe/Berlin" } as const;
    await setBillingRules(ctx, wanted);
    await setBillingRules(ctx, wanted);
    expect(await getSettings(ctx)).toEqual({ noteMaxLength: 300, notesPerCustomer: 5, ...wanted });
    const entries = (await auditOf(ctx)).filter(({ action }) => action === "project.set_billing_rules");
    expect(entries).toMatchObject([
      { details: { before: { retrySchedule: "smart", timeZone: "UTC" }, after: wanted } },
    ]);
  });

  it("is refused to support, and names an unknown zone", async () => {
    const support = await memberCtx("support");
    const rules = { retrySchedule: "short", timeZone: "UTC" } as const;
    await expect(setBillingRules(support, rules)).rejects.toMatchObject({ code: "forbidden" });
    const ctx = await memberCtx("owner");
    await expect(setBillingRules(ctx, { ...rules, timeZone: "Mars/Olympus" })).rejects.toMatchObject({
      code: "invalid",
      fields: { timeZone: expect.stringContaining("Europe/Berlin") },
    });
  });
});

describe("pauseCharging and resumeCharging", () => {
  it("stop and go on once, each on record with its reason", async () => {
    const ctx = await memberCtx("admin");
    await pauseCharging(ctx, { reason: "an incident" });
    await pauseCharging(ctx, { reason: "again" });
    expect((await getProjectClock(ctx)).chargingPausedAt).toEqual(testNow);
    await resumeCharging(ctx, {});
    await resumeCharging(ctx, {});
    expect((await getProjectClock(ctx)).chargingPausedAt).toBeNull();
    const told = (await auditOf(ctx)).map(({ action, details }) => [action, details?.reason]);
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([
        ["project.pause_charging", "an incident"],
        ["project.resume_charging", undefined],
      ]),
    );
  });

  it("are refused to growth", async () => {
    const growth = await memberCtx("growth");
    await expect(pauseCharging(growth, { reason: "an incident" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
