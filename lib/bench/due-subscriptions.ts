import type { Transaction } from "../../db/client";
import { pricePoints, pricePointVersions, products } from "../../db/schema/catalogue";
import { profiles } from "../../db/schema/profiles";
import { projects } from "../../db/schema/projects";
import { paymentMethods, subscriptions } from "../../db/schema/subscriptions";
import type { Terms } from "../billing/facts";
import { started } from "../billing/start";
import { database, useProject } from "../core/database";
import { newId } from "../core/ids";

const terms: Terms = {
  currency: "USD",
  exponent: 2,
  priceMinor: 999n,
  period: { unit: "months", count: 1 },
  intro: null,
};

/** A sandbox project of its own with this many customers, each with a subscription whose first renewal is due at `dueAt`. */
export async function makeDueSubscriptions(count: number, dueAt: Date): Promise<string> {
  const projectId = newId(dueAt);
  const slug = `bench-billing-${projectId.slice(-12)}`;
  await database()
    .insert(projects)
    .values({ id: projectId, slug, name: "Bench", kind: "sandbox", settings: {}, createdAt: dueAt });
  await database().transaction(async (tx) => {
    await useProject(tx, projectId);
    const pricePointId = await makePlan(tx, projectId, dueAt);
    for (let from = 0; from < count; from += 500)
      await makeSome(tx, { projectId, pricePointId, dueAt, count: Math.min(500, count - from) });
  });
  return projectId;
}

async function makePlan(tx: Transaction, projectId: string, now: Date): Promise<string> {
  const [productId, id] = [newId(now), newId(now)];
  const made = { projectId, createdAt: now };
  await tx.insert(products).values({ ...made, id: productId, name: "Plan" });
  await tx
    .insert(pricePoints)
    .values({ ...made, id, ident: "monthly", productId, kind: "subscription", currentVersion: 1 });
  await tx.insert(pricePointVersions).values({
    ...made,
    pricePointId: id,
    version: 1,
    currency: terms.currency,
    exponent: terms.exponent,
    priceMinor: terms.priceMinor,
    periodUnit: terms.period.unit,
    periodCount: terms.period.count,
    introType: "no_intro",
    actorKind: "system",
    actorId: "bench",
  });
  return id;
}

type Some = { projectId: string; pricePointId: string; dueAt: Date; count: number };

async function makeSome(tx: Transaction, { projectId, pricePointId, dueAt, count }: Some): Promise<void> {
  // A month before, less the lead of two hours: the check is due just then, and the boundary later.
  const begun = new Date(dueAt.getTime() + 2 * 60 * 60_000);
  begun.setUTCMonth(begun.getUTCMonth() - 1);
  const facts = { ...started(terms, "UTC", begun), nextCheckAt: dueAt };
  const people = Array.from({ length: count }, () => {
    const id = newId(dueAt);
    return { profileId: id, methodId: newId(dueAt), id: newId(dueAt) };
  });
  const base = { projectId, createdAt: begun };
  await tx.insert(profiles).values(
    people.map(({ profileId }) => ({
      ...base,
      id: profileId,
      customerId: profileId,
      environment: "production" as const,
      lastSeenAt: begun,
      device: "phone" as const,
      isBot: false,
      eventSequence: 0,
    })),
  );
  await tx.insert(paymentMethods).values(
    people.map(({ profileId, methodId }) => ({
      ...base,
      id: methodId,
      profileId,
      provider: "sandbox" as const,
      token: `sandbox_visa.${methodId}`,
      brand: "visa",
      lastFour: "4242",
    })),
  );
  await tx.insert(subscriptions).values(
    people.map(({ profileId, methodId, id }) => ({
      ...base,
      id,
      profileId,
      environment: "production" as const,
      provider: "sandbox" as const,
      isMirror: false,
      pricePointId,
      pricePointVersion: 1,
      paymentMethodId: methodId,
      ...facts,
      attempts: 0,
      version: 1,
    })),
  );
}
