import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { tags } from "@/db/schema/tags";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { addTag, removeTag } from "./commands";
import { listTagChoices, listTags } from "./queries";

async function makeCustomer(ctx?: Ctx) {
  const own = ctx ?? (await memberCtx("support"));
  const profile = await makeProfile(own);
  const tagsOf = async () => {
    const customer = await findCustomer(own, profile.id);
    return customer ? listTags(own, customer) : expect.fail("no customer");
  };
  return { ctx: own, profile, customer: showId("profile", profile.id), tagsOf };
}

const payloadsOf = (ctx: Ctx) =>
  read(ctx, (tx) =>
    tx
      .select({ type: domainEvents.type, payload: domainEvents.payload })
      .from(domainEvents)
      .where(eq(domainEvents.projectId, ctx.projectId))
      .orderBy(domainEvents.sequence),
  );

it("adds and removes a tag, once, with a fact and an audit entry each", async () => {
  const { ctx, customer, profile, tagsOf } = await makeCustomer();
  for (const tag of [" vip-2026 ", "vip-2026", "VIP-2026"]) await addTag(ctx, { customer, tag });
  expect(await tagsOf()).toEqual(["vip-2026"]);
  for (const tag of ["vip-2026", "vip-2026", "never"]) await removeTag(ctx, { customer, tag });
  expect(await tagsOf()).toEqual([]);
  expect(await payloadsOf(ctx)).toEqual([
    {
      type: "profile.updated",
      payload: { email: null, user_id: null, tags: ["vip-2026"], previous: { tags: [] } },
    },
    {
      type: "profile.updated",
      payload: { email: null, user_id: null, tags: [], previous: { tags: ["vip-2026"] } },
    },
  ]);
  const audited = (await auditOf(ctx)).map(({ action, subject, profileId }) => ({
    action,
    subject,
    profileId,
  }));
  const about = { subject: customer, profileId: profile.id };
  expect(audited).toHaveLength(2);
  expect(audited).toEqual(
    expect.arrayContaining([
      { action: "tag.add", ...about },
      { action: "tag.remove", ...about },
    ]),
  );
});

it("a tag of any joined profile is the customer's, and goes from all of them", async () => {
  const { ctx, profile, customer, tagsOf } = await makeCustomer();
  const young = await makeProfile(ctx, { customerId: profile.id });
  const row = { projectId: ctx.projectId, name: "beta", actorKind: "user", actorId: "x" } as const;
  await inSystem((tx) =>
    tx
      .insert(tags)
      .values([young.id, profile.id].map((profileId) => ({ ...row, profileId, createdAt: testNow }))),
  );
  expect(await tagsOf()).toEqual(["beta"]);
  await removeTag(ctx, { customer: showId("profile", young.id), tag: "beta" });
  expect(await tagsOf()).toEqual([]);
  await addTag(ctx, { customer: showId("profile", young.id), tag: "back" });
  const kept = await inSystem((tx) =>
    tx
      .select({ profileId: tags.profileId })
      .from(tags)
      .where(and(eq(tags.projectId, ctx.projectId), eq(tags.name, "back"))),
  );
  expect(kept).toEqual([{ profileId: profile.id }]);
  expect(customer).toBe(showId("profile", profile.id));
});

it("counts code points: 40 emoji pass; what is too long, empty or in parts is refused by name", async () => {
  const { ctx, customer } = await makeCustomer();
  await addTag(ctx, { customer, tag: "🦊".repeat(40) });
  for (const tag of ["🦊".repeat(41), "", "  ", "a,b", "a\nb", "a\0", "\ud800"])
    for (const run of [addTag, removeTag])
      await expect(run(ctx, { customer, tag })).rejects.toMatchObject({
        code: "invalid",
        fields: { tag: expect.any(String) },
      });
});

it("leaves fifty tags when many people add one at the same moment", async () => {
  const { ctx, customer, tagsOf } = await makeCustomer();
  for (let n = 0; n < 46; n++) await addTag(ctx, { customer, tag: `tag ${n}` });
  const done = await Promise.allSettled(
    Array.from({ length: 12 }, (_, n) => addTag(ctx, { customer, tag: `more ${n}` })),
  );
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
  expect(await tagsOf()).toHaveLength(50);
});

it("is not for strangers, developers or unknown customers", async () => {
  const { ctx, customer } = await makeCustomer();
  const stranger = await memberCtx("owner");
  const developer = await memberCtx("developer", ctx.projectId);
  const unknown = showId("profile", newId(testNow));
  for (const run of [addTag, removeTag]) {
    await expect(run(stranger, { customer, tag: "vip" })).rejects.toMatchObject({ code: "not_found" });
    await expect(run(developer, { customer, tag: "vip" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(run(ctx, { customer: unknown, tag: "vip" })).rejects.toMatchObject({ code: "not_found" });
  }
});

it("offers each tag of the project once, and none of another", async () => {
  const one = await makeCustomer();
  const two = await makeCustomer(one.ctx);
  const other = await makeCustomer();
  for (const { ctx, customer } of [one, two]) await addTag(ctx, { customer, tag: "vip" });
  await addTag(two.ctx, { customer: two.customer, tag: "beta" });
  await addTag(other.ctx, { customer: other.customer, tag: "secret" });
  expect(await listTagChoices(one.ctx)).toEqual(["beta", "vip"]);
});
