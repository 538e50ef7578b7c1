import { describe, expect, it } from "vitest";
import { newId, showId } from "@/lib/core/ids";
import { createOffering } from "@/lib/offerings/commands";
import { archiveProduct } from "@/lib/products/commands";
import { makeCatalogue, makeSubscription, monthly, subscriptionsOf } from "@/tests/catalogue";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile } from "@/tests/visits";
import { archivePricePoint, changePricePoint, createPricePoint, unarchivePricePoint } from "./commands";
import { getPricePoint, listPricePoints, listVersions } from "./queries";
import { showPricePoint } from "./resource";

const yearly = { price: { amount: "59.99", currency: "EUR" }, period: { unit: "years", count: 1 } } as const;
const price = monthly.price;

describe("createPricePoint", () => {
  it("keeps the terms as version 1, and leaves them in the audit log", async () => {
    const { ctx, productId } = await makeCatalogue();
    const { pricePointId } = await createPricePoint(ctx, {
      ident: "trial_week",
      product: productId,
      kind: "subscription",
      ...monthly,
      intro: {
        type: "paid_trial",
        price: { amount: "1", currency: "usd" },
        period: { unit: "days", count: 7 },
      },
    });
    expect(showPricePoint(await getPricePoint(ctx, "trial_week"))).toEqual({
      id: pricePointId,
      ident: "trial_week",
      product: { id: productId, name: "Plan" },
      kind: "subscription",
      version: 1,
      price: { amount: "9.99", amountMinor: 999, currency: "USD" },
      period: { unit: "months", count: 1 },
      intro: {
        type: "paid_trial",
        price: { amount: "1.00", amountMinor: 100, currency: "USD" },
        period: { unit: "days", count: 7 },
      },
      createdAt: testNow.toISOString(),
      archivedAt: null,
    });
    const [entry] = (await auditOf(ctx)).filter(({ subject }) => subject === pricePointId);
    expect(entry).toMatchObject({
      action: "price_point.create",
      details: { after: { ident: "trial_week", priceMinor: "999", introType: "paid_trial" } },
    });
  });

  it("an ident is of its project alone, archived ones included; a taken one is a conflict that names the field", async () => {
    const { ctx, productId, ident, pricePointId } = await makeCatalogue();
    await archivePricePoint(ctx, { pricePoint: pricePointId });
    const again = { ident, product: productId, kind: "subscription" as const, ...monthly };
    await expect(createPricePoint(ctx, again)).rejects.toMatchObject({
      code: "conflict",
      fields: { ident: expect.any(String) },
    });
    const other = await makeCatalogue();
    await createPricePoint(other.ctx, { ...again, product: other.productId });
  });

  it("makes one of twenty that come at the same moment with one ident", async () => {
    const { ctx, productId } = await makeCatalogue();
    const each = { ident: "rush", product: productId, kind: "subscription" as const, ...monthly };
    const done = await Promise.allSettled(Array.from({ length: 20 }, () => createPricePoint(ctx, each)));
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it.each([
    [{ ident: "with space" }, "ident"],
    [{ ident: "" }, "ident"],
    [{ ident: "é" }, "ident"],
    [{ ident: "x".repeat(257) }, "ident"],
    [{ kind: "rental" }, "kind"],
    [{ price: { amount: "9.999", currency: "USD" } }, "price.amount"],
    [{ price: { amount: "0.00", currency: "USD" } }, "price.amount"],
    [{ price: { amount: "-1", currency: "USD" } }, "price.amount"],
    [{ price: { amount: "1", currency: "XYZ" } }, "price.currency"],
    [{ period: null }, "period"],
    [{ period: { unit: "months", count: 0 } }, "period.count"],
    [{ period: { unit: "fortnights", count: 1 } }, "period.unit"],
    [{ kind: "lifetime" }, "period"],
    [{ kind: "lifetime", period: null, intro: { type: "free_trial", period: yearly.period } }, "intro"],
    [{ intro: { type: "free_trial" } }, "intro.period"],
    [
      {
        intro: {
          type: "paid_trial",
          price: { amount: "1", currency: "EUR" },
          period: { unit: "days", count: 7 },
        },
      },
      "intro.price.currency",
    ],
  ])("refuses %j and names the field %s", async (change, field) => {
    const { ctx, productId } = await makeCatalogue();
    const input = { ident: "good", product: productId, kind: "subscription", ...monthly, ...change };
    // What a form sends is of no type that the compiler knows.
    await expect(createPricePoint(ctx, input as never)).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(String) },
    });
  });

  it("needs a product of the same project that is not archived", async () => {
    const { ctx, productId, pricePointId } = await makeCatalogue();
    const foreign = await makeCatalogue();
    const each = { ident: "more", kind: "subscription" as const, ...monthly };
    const refusal = { code: "invalid", fields: { product: expect.any(String) } };
    await expect(createPricePoint(ctx, { ...each, product: foreign.productId })).rejects.toMatchObject(
      refusal,
    );
    await archivePricePoint(ctx, { pricePoint: pricePointId });
    await archiveProduct(ctx, { product: productId });
    await expect(createPricePoint(ctx, { ...each, product: productId })).rejects.toMatchObject(refusal);
    await expect(unarchivePricePoint(ctx, { pricePoint: pricePointId })).rejects.toMatchObject(refusal);
  });
});

describe("changePricePoint", () => {
  it("makes a version and alters no running subscription", async () => {
    const { ctx, pricePointId } = await makeCatalogue();
    const { id: profileId } = await makeProfile(ctx);
    await makeSubscription(ctx, { profileId, pricePointId });
    const before = await subscriptionsOf(ctx);
    await changePricePoint(ctx, { pricePoint: pricePointId, version: 1, ...yearly });
    expect(await subscriptionsOf(ctx)).toEqual(before);
    const now = await getPricePoint(ctx, pricePointId);
    expect(now).toMatchObject({ currentVersion: 2, terms: { priceMinor: 5999n, currency: "EUR" } });
    expect(await listVersions(ctx, now.id)).toMatchObject([
      { version: 2, priceMinor: 5999n, periodUnit: "years" },
      { version: 1, priceMinor: 999n, periodUnit: "months", currency: "USD" },
    ]);
    expect((await auditOf(ctx)).filter(({ action }) => action === "price_point.change")).toMatchObject([
      { details: { before: { version: 1, priceMinor: "999" }, after: { version: 2, priceMinor: "5999" } } },
    ]);
  });

  it("makes none for the same terms, and none from a page that is out of date", async () => {
    const { ctx, pricePointId } = await makeCatalogue();
    await changePricePoint(ctx, { pricePoint: pricePointId, version: 1, ...monthly });
    expect(await getPricePoint(ctx, pricePointId)).toMatchObject({ currentVersion: 1 });
    const done = await Promise.allSettled(
      ["1", "2", "3", "4"].map((amount) =>
        changePricePoint(ctx, {
          pricePoint: pricePointId,
          version: 1,
          ...monthly,
          price: { ...price, amount },
        }),
      ),
    );
    const refused = done.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toHaveLength(3);
    for (const error of refused) expect(error).toMatchObject({ code: "conflict" });
  });

  it("keeps the kind, so what is bought once gets no period", async () => {
    const { ctx, pricePointId } = await makeCatalogue(undefined, "lifetime");
    const change = changePricePoint(ctx, { pricePoint: pricePointId, version: 1, ...yearly });
    await expect(change).rejects.toMatchObject({ code: "invalid", fields: { period: expect.any(String) } });
    await changePricePoint(ctx, { pricePoint: pricePointId, version: 1, price: yearly.price });
  });
});

describe("archivePricePoint and unarchivePricePoint", () => {
  it("say what goes on, leave it alone, and stop changes until it is back", async () => {
    const { ctx, pricePointId } = await makeCatalogue();
    const { id: profileId } = await makeProfile(ctx);
    await makeSubscription(ctx, { profileId, pricePointId });
    await makeSubscription(ctx, { profileId, pricePointId });
    const ended = { phase: "expired", endedAt: testNow, endReason: "cancelled", nextCheckAt: null } as const;
    await makeSubscription(ctx, { profileId, pricePointId, ...ended });
    const before = await subscriptionsOf(ctx);
    const one = { pricePoint: pricePointId };
    expect(await archivePricePoint(ctx, one)).toEqual({ runningSubscriptions: 2 });
    expect(await archivePricePoint(ctx, one)).toEqual({ runningSubscriptions: 2 });
    expect(await subscriptionsOf(ctx)).toEqual(before);
    const change = changePricePoint(ctx, { ...one, version: 1, ...yearly });
    await expect(change).rejects.toMatchObject({ code: "conflict" });
    const page = { limit: 10 };
    expect((await listPricePoints(ctx, { archived: false }, page)).rows).toEqual([]);
    expect((await listPricePoints(ctx, { archived: true }, page)).rows).toHaveLength(1);
    await unarchivePricePoint(ctx, one);
    await unarchivePricePoint(ctx, one);
    expect((await listPricePoints(ctx, { archived: false }, page)).rows).toHaveLength(1);
    const actions = (await auditOf(ctx))
      .map(({ action }) => action)
      .filter((action) => /archive/.test(action));
    expect(actions.sort()).toEqual(["price_point.archive", "price_point.unarchive"]);
  });

  it("is refused while an offering shows it", async () => {
    const { ctx, pricePointId } = await makeCatalogue();
    const packages = [{ key: "$monthly", pricePoint: pricePointId }];
    await createOffering(ctx, { key: "spring", name: "Spring", packages });
    await expect(archivePricePoint(ctx, { pricePoint: pricePointId })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("spring"),
    });
  });
});

it("no command is for strangers, support or what does not exist, and a list holds nothing of others", async () => {
  const { ctx, pricePointId } = await makeCatalogue();
  const stranger = await memberCtx("owner");
  const support = await memberCtx("support", ctx.projectId);
  const nothing = showId("pricePoint", newId(testNow));
  const changing = { version: 1, ...yearly };
  for (const run of [
    (who: typeof ctx, pricePoint: string) => changePricePoint(who, { pricePoint, ...changing }),
    (who: typeof ctx, pricePoint: string) => archivePricePoint(who, { pricePoint }),
    (who: typeof ctx, pricePoint: string) => unarchivePricePoint(who, { pricePoint }),
  ]) {
    await expect(run(stranger, pricePointId)).rejects.toMatchObject({ code: "not_found" });
    await expect(run(ctx, nothing)).rejects.toMatchObject({ code: "not_found" });
    await expect(run(support, pricePointId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(run(ctx, "pp_1")).rejects.toMatchObject({ code: "invalid" });
  }
  await expect(getPricePoint(stranger, pricePointId)).rejects.toMatchObject({ code: "not_found" });
  expect((await listPricePoints(stranger, { archived: false }, { limit: 10 })).rows).toEqual([]);
});

it("a list goes on where its page ended", async () => {
  const { ctx, ident } = await makeCatalogue();
  const second = await makeCatalogue(ctx);
  const third = await makeCatalogue(ctx);
  const first = await listPricePoints(ctx, { archived: false }, { limit: 2 });
  const rest = await listPricePoints(ctx, { archived: false }, { limit: 2, cursor: first.nextCursor ?? "" });
  const idents = [...first.rows, ...rest.rows].map((each) => each.ident);
  expect(idents.sort()).toEqual([ident, second.ident, third.ident].sort());
  expect(rest.nextCursor).toBeNull();
});
