import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { instanceLog } from "@/db/schema/audit";
import type { Ctx } from "@/lib/core/ctx";
import { database } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import type { Role } from "@/lib/core/permissions";
import { auditOf, makeMember, makePerson, personCtx } from "@/tests/factories";
import { acceptInvitation, changeRole, inviteMember, removeMember, revokeInvitation } from "./commands";
import { listMembers } from "./queries";

async function invited(ctx: Ctx, role: Role = "support") {
  const person = await makePerson();
  const { url, invitationId } = await inviteMember(ctx, { email: person.email, role });
  return { person, invitationId, token: url.split("/").at(-1) ?? "" };
}

it("lets in the person who was invited, once, with rows in both logs", async () => {
  const { ctx } = await makeMember("owner");
  const { person, token } = await invited(ctx);
  await acceptInvitation(personCtx(person), { token });
  expect((await listMembers(ctx)).map((member) => [member.role, member.invitedBy])).toEqual([
    ["owner", null],
    ["support", "Test Person"],
  ]);
  const rows = (await auditOf(ctx)).filter((row) => row.action === "invitation.accept");
  expect(rows).toMatchObject([{ actorId: person.userId, subject: showId("user", person.userId) }]);
  const log = await database().select().from(instanceLog).where(eq(instanceLog.userId, person.userId));
  expect(log).toMatchObject([{ action: "invitation.accept" }]);
  await expect(acceptInvitation(personCtx(person), { token })).rejects.toMatchObject({ code: "conflict" });
});

it("lets one of two parallel attempts win", async () => {
  const { ctx } = await makeMember("owner");
  const { person, token } = await invited(ctx);
  const done = await Promise.allSettled([
    acceptInvitation(personCtx(person), { token }),
    acceptInvitation(personCtx(person), { token }),
  ]);
  expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

it("is for the invited address only, in whatever case, and only when it is verified", async () => {
  const { ctx } = await makeMember("owner");
  const { person, token } = await invited(ctx);
  const other = await makePerson();
  await expect(acceptInvitation(personCtx(other), { token })).rejects.toMatchObject({ code: "forbidden" });
  const unverified = personCtx({ ...person, isEmailVerified: false });
  await expect(acceptInvitation(unverified, { token })).rejects.toMatchObject({ code: "forbidden" });
  const inCapitals = personCtx({ ...person, email: person.email.toUpperCase() });
  await expect(acceptInvitation(inCapitals, { token })).resolves.toBeTruthy();
});

it("does not know a made-up token", async () => {
  const person = await makePerson();
  await expect(acceptInvitation(personCtx(person), { token: "x".repeat(43) })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(acceptInvitation(personCtx(person), { token: "" })).rejects.toMatchObject({
    code: "invalid",
    fields: { token: expect.any(String) },
  });
});

it("ends after seven days, and when it is withdrawn", async () => {
  const { ctx } = await makeMember("owner");
  const late = await invited(ctx);
  const after = personCtx(late.person, "2026-11-27T12:00:00.000Z");
  await expect(acceptInvitation(after, { token: late.token })).rejects.toMatchObject({ code: "conflict" });
  const withdrawn = await invited(ctx);
  await revokeInvitation(ctx, { invitationId: withdrawn.invitationId });
  await expect(
    acceptInvitation(personCtx(withdrawn.person), { token: withdrawn.token }),
  ).rejects.toMatchObject({ code: "conflict" });
});

it("is worth no more than the person who gave it is now", async () => {
  const { ctx } = await makeMember("owner");
  const admin = await makeMember("admin", ctx.projectId);
  const byDemoted = await invited(admin.ctx, "admin");
  await changeRole(ctx, { userId: showId("user", admin.person.userId), role: "support" });
  await expect(
    acceptInvitation(personCtx(byDemoted.person), { token: byDemoted.token }),
  ).rejects.toMatchObject({ code: "conflict" });
});

it("does not bring back someone who was removed after it was sent", async () => {
  const { ctx } = await makeMember("owner");
  const first = await invited(ctx, "viewer");
  await acceptInvitation(personCtx(first.person), { token: first.token });
  await removeMember(ctx, { userId: showId("user", first.person.userId) });
  await expect(acceptInvitation(personCtx(first.person), { token: first.token })).rejects.toMatchObject({
    code: "conflict",
  });
});
