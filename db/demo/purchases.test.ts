import { expect, test } from "vitest";
import { nextCheckAt } from "@/lib/billing/next-check";
import { statuses, statusNames } from "@/lib/billing/statuses";
import { usdMinorOf } from "@/lib/fx/convert";
import { addCatalogue, currencyCalled } from "./catalogue";
import { addCustomer, type Population } from "./customer";
import { noRows } from "./rows";

const population: Population = {
  projectId: "0192f0a0-0000-7000-8000-000000000001",
  seed: 1,
  now: new Date("2026-11-20T10:00:00Z"),
  days: 90,
  sessionsPerCustomer: 1.45,
};

const rows = noRows();
addCatalogue(rows, population.projectId, population.now);
for (let index = 0; index < 2_400; index++) addCustomer(rows, population, index);

test("a demo has every status, several currencies, declines, refunds and disputes", () => {
  expect(new Set(rows.subscriptions.flatMap(statuses))).toEqual(new Set(statusNames));
  expect(rows.subscriptions.some((one) => statuses(one).join() === "RECURRING,AUTORENEW_OFF")).toBe(true);
  const currencies = new Set(rows.transactions.map(({ currency }) => currency));
  expect([...currencies].sort()).toEqual(["EUR", "GBP", "JPY", "KWD", "USD"]);
  const kinds = rows.transactions.map(({ kind, status }) => `${kind} ${status}`);
  for (const kind of ["charge succeeded", "charge declined", "refund succeeded", "dispute succeeded"])
    expect(kinds).toContain(kind);
  const payers = new Set(rows.transactions.map(({ profileId }) => profileId)).size;
  expect(payers).toBeGreaterThan(150);
  expect(rows.transactions.length / payers).toBeGreaterThan(2);
  expect(rows.transactions.length / payers).toBeLessThan(5);
});

test("the engine would look at each subscription when the demo says, and at none before now", () => {
  const prices = new Map(rows.price_point_versions.map((version) => [version.pricePointId, version]));
  const waiting = new Map(rows.subscriptions.map((one) => [one.followsId, one]));
  for (const one of rows.subscriptions.filter(({ isMirror }) => !isMirror)) {
    const terms = termsOf(one.pricePointId);
    const follower = waiting.get(one.id);
    const successor = follower ? termsOf(follower.pricePointId) : null;
    expect(nextCheckAt(one, { terms, schedule: "smart", successor })).toEqual(one.nextCheckAt);
    if (one.nextCheckAt) expect(one.nextCheckAt.getTime()).toBeGreaterThan(population.now.getTime());
  }
  function termsOf(pricePointId: string) {
    const { currency, exponent, priceMinor, periodUnit, periodCount } =
      prices.get(pricePointId) ?? expect.fail("no price");
    if (!periodUnit || !periodCount) return expect.fail("no period");
    return { currency, exponent, priceMinor, period: { unit: periodUnit, count: periodCount }, intro: null };
  }
});

test("orders, the ledger and the sandbox's books tell the same", () => {
  for (const order of rows.orders) {
    const moved = rows.transactions.filter((one) => one.orderId === order.id && one.status === "succeeded");
    const sum = (kind: string) =>
      moved.filter((one) => one.kind === kind).reduce((total, one) => total + one.amountMinor, 0n);
    expect(sum("charge")).toBe(order.settledMinor);
    expect(-sum("refund")).toBe(order.refundedMinor);
    for (const { occurredAt } of moved) expect(occurredAt <= population.now).toBe(true);
  }
  const paid = rows.transactions.filter((one) => one.provider === "sandbox" && one.kind === "charge");
  expect(rows.sandbox_charges.map(({ id }) => id)).toEqual(paid.map((one) => one.providerTransactionId));
});

test("whoever took money is an integration of the payer", () => {
  const links = new Set(rows.profile_integrations.map((link) => `${link.profileId} ${link.provider}`));
  for (const { profileId, provider } of rows.transactions)
    if (provider !== "sandbox") expect(links).toContain(`${profileId} ${provider}`);
  expect(links.size).toBe(rows.profile_integrations.length);
});

test("dollars are what the rate makes of the amount", () => {
  for (const { amountMinor, currency, exponent, amountUsdMinor, fxRate } of rows.transactions) {
    const { rate } = currencyCalled(currency);
    expect(fxRate).toBe(rate);
    expect(usdMinorOf({ minor: amountMinor, currency, exponent }, rate)).toBe(amountUsdMinor);
  }
});
