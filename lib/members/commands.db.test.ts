import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { invitations, members } from "@/db/schema/projects";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { database } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import type { Role } from "@/lib/core/permissions";
import { auditOf, makeMember, memberCtx, testNow } from "@/tests/factories";
import { changeRole, inviteMember, removeMember, revokeInvitation } from "./commands";
import { listMembers, listOpenInvitations } from "./queries";

const shownUser = (person: { userId: string }) => showId("user", person.userId);

async function rolesIn(ctx: Ctx): Promise<Role[]> {
  return (await listMembers(ctx)).map((member) => member.role);
}

describe("inviteMember", () => {
  it("answers with a link whose token exists nowhere, and leaves an audit row", async () => {
    const { ctx } = await makeMember("admin");
    const { url } = await inviteMember(ctx, { email: " New.Person@Example.com ", role: "support" });
    const token = url.split("/").at(-1) ?? "";
    expect(Buffer.from(token, "base64url")).toHaveLength(32);

    const [row] = await database().select().from(invitations).where(eq(invitations.projectId, ctx.projectId));
    expect(JSON.stringify(row)).not.toContain(token);
    expect(row).toMatchObject({ email: "new.person@example.com", role: "support" });
    expect(row?.expiresAt.getTime()).toBe(testNow.getTime() + 7 * 24 * 60 * 60 * 1000);
    expect(await auditOf(ctx)).toMatchObject([{ action: "invitation.create", actorKind: "user" }]);
  });

  it("makes the older link for the same address useless", async () => {
    const { ctx } = await makeMember("owner");
    await inviteMember(ctx, { email: "twice@example.com", role: "viewer" });
    await inviteMember(ctx, { email: "twice@example.com", role: "admin" });
    expect(await listOpenInvitations(ctx)).toMatchObject([{ email: "twice@example.com", role: "admin" }]);
  });

  it("refuses a role above one's own, and roles that may not invite", async () => {
    const { ctx } = await makeMember("admin");
    await expect(inviteMember(ctx, { email: "a@example.com", role: "owner" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const support = await makeMember("support", ctx.projectId);
    await expect(inviteMember(support.ctx, { email: "a@example.com", role: "viewer" })).rejects.toMatchObject(
      { code: "forbidden" },
    );
  });

  it("names the field of a bad address, an unknown role and a person who is in already", async () => {
    const { ctx, person } = await makeMember("owner");
    const badAddress = inviteMember(ctx, { email: "no address\u0000", role: "viewer" });
    await expect(badAddress).rejects.toMatchObject({
      code: "invalid",
      fields: { email: expect.any(String) },
    });
    // A role that the type forbids, as a forged request would send it.
    const badRole = inviteMember(ctx, { email: "a@example.com", role: "root" as Role });
    await expect(badRole).rejects.toMatchObject({ code: "invalid", fields: { role: expect.any(String) } });
    const known = inviteMember(ctx, { email: person.email.toUpperCase(), role: "viewer" });
    await expect(known).rejects.toMatchObject({ code: "conflict", fields: { email: expect.any(String) } });
  });

  it("is of no use to someone whose membership has ended meanwhile", async () => {
    const { ctx } = await makeMember("admin");
    await makeMember("owner", ctx.projectId);
    const { actor } = ctx;
    if (actor.kind !== "user") throw new Error("a member is a user");
    await database()
      .delete(members)
      .where(and(eq(members.projectId, ctx.projectId), eq(members.userId, actor.userId)));
    await expect(inviteMember(ctx, { email: "a@example.com", role: "viewer" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("revokeInvitation", () => {
  it("ends the link and leaves an audit row", async () => {
    const { ctx } = await makeMember("owner");
    const { invitationId } = await inviteMember(ctx, { email: "a@example.com", role: "viewer" });
    await revokeInvitation(ctx, { invitationId });
    await revokeInvitation(ctx, { invitationId });
    expect(await listOpenInvitations(ctx)).toEqual([]);
    const actions = (await auditOf(ctx)).map((row) => row.action);
    expect(actions.sort()).toEqual(["invitation.create", "invitation.revoke"]);
  });

  it("does not exist for another project, nor for ids of other things", async () => {
    const { ctx } = await makeMember("owner");
    const { invitationId } = await inviteMember(ctx, { email: "a@example.com", role: "viewer" });
    const stranger = await makeMember("owner");
    await expect(revokeInvitation(stranger.ctx, { invitationId })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(revokeInvitation(ctx, { invitationId: "usr_x" })).rejects.toMatchObject({
      code: "invalid",
      fields: { invitationId: expect.any(String) },
    });
  });

  it("refuses an admin who would take back an owner's invitation of an owner", async () => {
    const { ctx } = await makeMember("owner");
    const { invitationId } = await inviteMember(ctx, { email: "a@example.com", role: "owner" });
    const admin = await makeMember("admin", ctx.projectId);
    await expect(revokeInvitation(admin.ctx, { invitationId })).rejects.toMatchObject({ code: "forbidden" });
    const growth = await makeMember("growth", ctx.projectId);
    await expect(revokeInvitation(growth.ctx, { invitationId })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("changeRole", () => {
  it("changes the role, once, with before and after in the audit log", async () => {
    const { ctx } = await makeMember("owner");
    const { person } = await makeMember("viewer", ctx.projectId);
    await changeRole(ctx, { userId: shownUser(person), role: "support" });
    await changeRole(ctx, { userId: shownUser(person), role: "support" });
    expect(await rolesIn(ctx)).toEqual(["owner", "support"]);
    expect(await auditOf(ctx)).toMatchObject([
      { action: "member.change_role", details: { before: { role: "viewer" }, after: { role: "support" } } },
    ]);
  });

  it("does not find a person of another project", async () => {
    const { ctx } = await makeMember("owner");
    const stranger = await makeMember("viewer");
    const change = changeRole(ctx, { userId: shownUser(stranger.person), role: "admin" });
    await expect(change).rejects.toMatchObject({ code: "not_found" });
  });

  it("lets nobody reach above their own rank, up or down, themselves included", async () => {
    const { ctx, person: owner } = await makeMember("owner");
    const admin = await makeMember("admin", ctx.projectId);
    const support = await makeMember("support", ctx.projectId);
    const toOwner = changeRole(admin.ctx, { userId: shownUser(admin.person), role: "owner" });
    await expect(toOwner).rejects.toMatchObject({ code: "forbidden" });
    const demotion = changeRole(admin.ctx, { userId: shownUser(owner), role: "viewer" });
    await expect(demotion).rejects.toMatchObject({ code: "forbidden" });
    const bySupport = changeRole(support.ctx, { userId: shownUser(support.person), role: "viewer" });
    await expect(bySupport).rejects.toMatchObject({ code: "forbidden" });
    const badInput = changeRole(ctx, { userId: "nobody", role: "viewer" });
    await expect(badInput).rejects.toMatchObject({ code: "invalid", fields: { userId: expect.any(String) } });
  });

  it("keeps the last owner", async () => {
    const { ctx, person } = await makeMember("owner");
    await makeMember("admin", ctx.projectId);
    const stepDown = changeRole(ctx, { userId: shownUser(person), role: "admin" });
    await expect(stepDown).rejects.toMatchObject({ code: "conflict" });
  });

  it("keeps an owner when all owners step down at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const first = await makeMember("owner");
      const owners = [first];
      for (let n = 0; n < 5; n++) owners.push(await makeMember("owner", first.ctx.projectId));
      const done = await Promise.allSettled(
        owners.map(({ ctx, person }) => changeRole(ctx, { userId: shownUser(person), role: "viewer" })),
      );
      expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(owners.length - 1);
      expect((await rolesIn(first.ctx)).filter((role) => role === "owner")).toHaveLength(1);
    }
  });
});

describe("removeMember", () => {
  it("takes the member out, with an audit row", async () => {
    const { ctx } = await makeMember("owner");
    const { person } = await makeMember("support", ctx.projectId);
    await removeMember(ctx, { userId: shownUser(person) });
    expect(await rolesIn(ctx)).toEqual(["owner"]);
    expect(await auditOf(ctx)).toMatchObject([
      { action: "member.remove", subject: shownUser(person), details: { before: { role: "support" } } },
    ]);
  });

  it("ends the open invitations that the person sent or was sent", async () => {
    const { ctx } = await makeMember("owner");
    const admin = await makeMember("admin", ctx.projectId);
    await inviteMember(admin.ctx, { email: "accomplice@example.com", role: "admin" });
    await inviteMember(ctx, { email: "other@example.com", role: "viewer" });
    await removeMember(ctx, { userId: shownUser(admin.person) });
    expect((await listOpenInvitations(ctx)).map(({ email }) => email)).toEqual(["other@example.com"]);
  });

  it("removes nobody of another project, nobody above, and asks for the permission", async () => {
    const { ctx, person: owner } = await makeMember("owner");
    const stranger = await makeMember("owner");
    await expect(removeMember(stranger.ctx, { userId: shownUser(owner) })).rejects.toMatchObject({
      code: "not_found",
    });
    const admin = await makeMember("admin", ctx.projectId);
    await expect(removeMember(admin.ctx, { userId: shownUser(owner) })).rejects.toMatchObject({
      code: "forbidden",
    });
    const viewer = await memberCtx("viewer", ctx.projectId);
    await expect(removeMember(viewer, { userId: shownUser(admin.person) })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(removeMember(ctx, { userId: "" })).rejects.toMatchObject({
      code: "invalid",
      fields: { userId: expect.any(String) },
    });
  });

  it("keeps an owner when two owners remove each other at the same moment", async () => {
    for (let round = 0; round < 10; round++) {
      const first = await makeMember("owner");
      const second = await makeMember("owner", first.ctx.projectId);
      const done = await Promise.allSettled([
        removeMember(first.ctx, { userId: shownUser(second.person) }),
        removeMember(second.ctx, { userId: shownUser(first.person) }),
      ]);
      expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await rolesIn(first.ctx)).toEqual(["owner"]);
    }
  });

  it("leaves the list of open invitations to those that can still be used", async () => {
    const { ctx } = await makeMember("owner");
    await inviteMember(ctx, { email: "late@example.com", role: "viewer" });
    const later = { ...ctx, clock: fixedClock("2026-11-28T12:00:00Z") };
    expect(await listOpenInvitations(later)).toEqual([]);
  });
});
