import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { notes } from "@/db/schema/notes";
import { profileIdentifiers } from "@/db/schema/profiles";
import { transactions } from "@/db/schema/transactions";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeOrder, makeTransaction } from "@/tests/money";
import { makeFact, makeFunnel, makeProfile, makeSession, minutesAgo } from "@/tests/visits";
import { renameProject } from "../projects/commands";
import { search, searchCustomers } from "./search";

type Kind = "email" | "user_id" | "app_user_id" | "provider_customer_id";

let ctx: Ctx;
let stranger: Ctx;
const ids = new Map<string, string>();
const shown = (name: string) => showId("profile", ids.get(name) ?? "");

async function named(of: Ctx, profileId: string, kind: Kind, value: string, lastSeenAt = testNow) {
  await inSystem((tx) =>
    tx.insert(profileIdentifiers).values({
      projectId: of.projectId,
      kind,
      value,
      profileId,
      searchText: value.toLowerCase(),
      environment: "production",
      profileCreatedAt: testNow,
      firstSeenAt: testNow,
      lastSeenAt,
    }),
  );
}

async function known(of: Ctx, name: string, kind: Kind, value: string) {
  const profile = await makeProfile(of, kind === "email" ? { email: value } : { userId: value });
  await named(of, profile.id, kind, value);
  ids.set(name, profile.id);
}

beforeAll(async () => {
  ctx = await memberCtx("viewer");
  stranger = await memberCtx("viewer");
  await known(ctx, "john", "email", "John@Example.com");
  await known(ctx, "doe", "email", "a.johndoe@gmail.com");
  await known(ctx, "user", "user_id", "john-7");
  await known(ctx, "app", "app_user_id", "$RCAnonymousID:john");
  await known(ctx, "payer", "provider_customer_id", "cus_QhX81abcDEF");
  await known(stranger, "foreign", "email", "john@elsewhere.example");
});

test("a beginning comes before a part, and each hit says which field matched and how", async () => {
  const hits = await searchCustomers(ctx, "john");
  const closest = hits.slice(0, 2).map(({ field, match }) => `${field} ${match}`);
  const parts = hits.slice(2).map(({ field, match }) => `${field} ${match}`);
  expect(closest.sort()).toEqual(["email beginning", "user_id beginning"]);
  expect(parts.sort()).toEqual(["app_user_id part", "email part"]);
  expect(hits.map((hit) => hit.value)).toContain("a.johndoe@gmail.com");
});

test("the whole value comes first, in any case and with what stands around it in a letter", async () => {
  for (const typed of [" JOHN@example.COM ", "John <john@example.com>", "mailto:john@example.com"]) {
    const [first] = await searchCustomers(ctx, typed);
    expect(first).toMatchObject({
      id: shown("john"),
      field: "email",
      match: "whole",
      value: "John@Example.com",
    });
  }
});

test("a customer's own id finds exactly that customer", async () => {
  const id = shown("user");
  expect(await searchCustomers(ctx, id.toUpperCase())).toEqual([
    { id, email: null, userId: "john-7", field: "id", value: id, match: "whole", isPreview: false },
  ]);
  expect(await searchCustomers(ctx, ids.get("user") ?? "")).toMatchObject([{ id, field: "id" }]);
});

test("the address of a page, ours or a provider's, finds whom it shows", async () => {
  const cases: [string, string][] = [
    [`https://console.example/nightleaf/customers/${shown("john")}?kind=notes`, "john"],
    ["https://dashboard.stripe.com/test/customers/cus_QhX81abcDEF", "payer"],
    ["https://app.revenuecat.com/customers/56965ae1/%24RCAnonymousID%3Ajohn", "app"],
  ];
  for (const [address, name] of cases)
    expect((await searchCustomers(ctx, address)).map((hit) => hit.id)).toEqual([shown(name)]);
});

test("a former email and a merged profile lead to the customer as it is now", async () => {
  const of = await memberCtx("viewer");
  const old = await makeProfile(of, { email: "new@x.example", createdAt: minutesAgo(60) });
  const young = await makeProfile(of, { customerId: old.id, email: "second@x.example" });
  await named(of, old.id, "email", "former@x.example");
  await named(of, old.id, "email", "new@x.example");
  await named(of, young.id, "email", "second@x.example");
  const id = showId("profile", old.id);
  for (const value of ["former@x.example", "second@x.example"])
    expect(await searchCustomers(of, value)).toMatchObject([{ id, email: "new@x.example", value }]);
  expect(await searchCustomers(of, showId("profile", young.id))).toMatchObject([
    { id, value: showId("profile", young.id) },
  ]);
  expect((await searchCustomers(of, "x.example")).map((hit) => hit.id)).toEqual([id]);
});

test("an id of ours jumps to what it names, with whose it is", async () => {
  const profileId = ids.get("john") ?? "";
  const funnel = await makeFunnel(ctx, { title: "Sleep quiz" });
  const session = await makeSession(ctx, { profileId, funnelId: funnel.id });
  const fact = await makeFact(ctx, { profileId, sequence: 1 });
  const note = {
    projectId: ctx.projectId,
    id: newId(testNow),
    profileId,
    body: "Hello",
    version: 1,
    actorKind: "user" as const,
    actorId: "someone",
    createdAt: testNow,
  };
  await inSystem((tx) => tx.insert(notes).values(note));
  const path = async (typed: string) => (await search(ctx, typed)).jumps.map((jump) => jump.path);
  expect(await path(showId("session", session.id))).toEqual([`/sessions/${showId("session", session.id)}`]);
  expect(await path(showId("funnel", funnel.id))).toEqual([`/funnels/${showId("funnel", funnel.id)}`]);
  for (const entry of [showId("event", fact.id), showId("note", note.id)])
    expect(await path(entry)).toEqual([`/customers/${shown("john")}#e=${entry}`]);
  const { jumps } = await search(ctx, showId("session", session.id));
  expect(jumps).toMatchObject([
    { kind: "session", customer: { id: shown("john"), email: "John@Example.com" } },
  ]);
  for (const entry of [showId("session", session.id), showId("event", fact.id), showId("note", note.id)])
    expect((await search(stranger, entry)).jumps).toEqual([]);
});

test("an id leads only to pages that the role may open", async () => {
  const admin = await memberCtx("admin");
  const growth = await memberCtx("growth", admin.projectId);
  await renameProject(admin, { name: "Another name" });
  const [entry] = await auditOf(admin);
  const id = showId("auditEntry", entry?.id ?? "");
  expect((await search(admin, id)).jumps).toMatchObject([
    { kind: "auditEntry", title: "project.rename", customer: null, path: `/settings/audit/${id}` },
  ]);
  expect((await search(growth, id)).jumps).toEqual([]);
});

test("a part that many have finds those who came last", async () => {
  const of = await memberCtx("viewer");
  for (let minute = 40; minute > 0; minute--) {
    const email = `visitor.${minute}@common.example`;
    const profile = await makeProfile(of, { email, createdAt: minutesAgo(minute) });
    await inSystem((tx) =>
      tx.insert(profileIdentifiers).values({
        projectId: of.projectId,
        kind: "email",
        value: email,
        profileId: profile.id,
        searchText: email,
        environment: "production",
        profileCreatedAt: minutesAgo(minute),
        firstSeenAt: minutesAgo(minute),
        lastSeenAt: minutesAgo(minute),
      }),
    );
  }
  expect((await searchCustomers(of, "common")).map((hit) => hit.email)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((minute) => `visitor.${minute}@common.example`),
  );
});

test("nothing of another project is found, by text or by id", async () => {
  expect(await searchCustomers(ctx, "elsewhere")).toEqual([]);
  expect(await searchCustomers(ctx, shown("foreign"))).toEqual([]);
});

test("one letter asks only for whole values", async () => {
  expect(await searchCustomers(ctx, "j")).toEqual([]);
});

test("an order, a transaction and a subscription are found by their ids, a payment by the provider's", async () => {
  const { profileId, customerId } = await payer();
  const order = await makeOrder(ctx, { profileId });
  const paid = await makeTransaction(ctx, {
    profileId,
    orderId: order.id,
    providerTransactionId: "pi_3RkTq8AbC",
    currency: "EUR",
  });
  const [orderId, transactionId] = [showId("order", order.id), showId("transaction", paid.id)];
  const at = (id: string) => `/customers/${customerId}/transactions?open=${id}`;
  const one = (kind: string, id: string) => [{ kind, id, path: at(id), customer: { id: customerId } }];
  expect((await search(ctx, orderId)).jumps).toMatchObject(one("order", orderId));
  expect((await search(ctx, paid.id)).jumps).toMatchObject(one("transaction", transactionId));
  for (const typed of ["pi_3RkTq8AbC", "https://dashboard.stripe.com/payments/pi_3RkTq8AbC"])
    expect((await search(ctx, typed)).jumps).toMatchObject([
      { ...one("transaction", transactionId)[0], title: "€9.99 pi_3RkTq8AbC" },
    ]);
  for (const typed of [orderId, transactionId, "pi_3RkTq8AbC"])
    expect(await search(stranger, typed)).toMatchObject({ jumps: [], customers: [] });
});

test("the last four of a card and an amount find who paid so, the newest payer first, and say why", async () => {
  const [one, two] = [await payer(), await payer()];
  const card = { methodBrand: "Visa", methodLastFour: "7531", currency: "KWD", amountMinor: 3501n };
  await makeTransaction(ctx, { ...card, profileId: one.profileId, occurredAt: minutesAgo(9) });
  await makeTransaction(ctx, { ...card, profileId: two.profileId, occurredAt: minutesAgo(5) });
  await makeTransaction(ctx, { ...card, profileId: two.profileId, occurredAt: minutesAgo(20) });
  const found = (field: string, value: string) => [
    { id: two.customerId, field, value, match: "whole" },
    { id: one.customerId, field, value, match: "whole" },
  ];
  expect(await searchCustomers(ctx, "7531")).toMatchObject(found("card", "Visa ••7531"));
  expect(await searchCustomers(ctx, "•• 7531")).toMatchObject(found("card", "Visa ••7531"));
  expect(await searchCustomers(ctx, "3.501 kwd")).toMatchObject(found("amount", "KWD\u00a03.501"));
  expect(await searchCustomers(ctx, "3.502 kwd")).toEqual([]);
  // It travels to the palette as JSON, which knows no bigint.
  expect(JSON.stringify(await search(ctx, "3.501 kwd"))).toContain(two.customerId);
  expect(await searchCustomers(stranger, "7531")).toEqual([]);
});

test("what is left of somebody who was erased leads nowhere", async () => {
  const { profileId } = await payer();
  const paid = await makeTransaction(ctx, {
    profileId,
    providerTransactionId: "pi_9ErasedOne",
    methodLastFour: "9753",
  });
  await inSystem((tx) =>
    tx
      .update(transactions)
      .set({ profileId: null })
      .where(and(eq(transactions.projectId, ctx.projectId), eq(transactions.id, paid.id))),
  );
  for (const typed of [showId("transaction", paid.id), "pi_9ErasedOne", "9753"])
    expect(await search(ctx, typed)).toMatchObject({ jumps: [], customers: [] });
});

async function payer() {
  const { id: profileId } = await makeProfile(ctx);
  return { profileId, customerId: showId("profile", profileId) };
}
