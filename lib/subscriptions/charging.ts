import { and, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { profiles } from "../../db/schema/profiles";
import { paymentMethods } from "../../db/schema/subscriptions";
import type { ProjectId } from "../core/ctx";
import type { ChargeRequest } from "../gateways/gateway";
import type { Attempt } from "./attempts";

export type Method = typeof paymentMethods.$inferSelect;

/** An attempt that is written down and waits to be sent. */
export type Charging = { provider: Attempt["provider"]; request: ChargeRequest };

/**
 * What is asked of the gateway for an attempt. It follows from what is stored, so that a repeated request is the same one.
 * Null where there is nothing to charge any more.
 */
export async function chargingOf(
  tx: Transaction,
  projectId: ProjectId,
  attemptId: string,
  at: Date,
): Promise<Charging | null> {
  const [found] = await tx
    .select({ attempt: chargeAttempts, method: paymentMethods, profileId: orders.profileId })
    .from(chargeAttempts)
    .innerJoin(orders, and(eq(orders.projectId, projectId), eq(orders.id, chargeAttempts.orderId)))
    .innerJoin(
      paymentMethods,
      and(eq(paymentMethods.projectId, projectId), eq(paymentMethods.id, chargeAttempts.paymentMethodId)),
    )
    .where(and(eq(chargeAttempts.projectId, projectId), eq(chargeAttempts.id, attemptId)));
  const [charging] = found ? await chargingsOf(tx, projectId, [found], at) : [];
  return charging ?? null;
}

type Written = { attempt: Attempt; method: Method; profileId: string | null };

/** The same for attempts that the caller has just written or read; those without a card are left out. */
export async function chargingsOf(
  tx: Transaction,
  projectId: ProjectId,
  written: readonly Written[],
  at: Date,
): Promise<Charging[]> {
  // The sandbox has no books in which an email would stand.
  const buyers = written.flatMap(({ attempt, profileId }) =>
    attempt.provider !== "sandbox" && profileId ? [profileId] : [],
  );
  const emails = await emailsOf(tx, projectId, buyers);
  return written.flatMap(({ attempt, method, profileId }) => {
    const { token, providerCustomerId } = method;
    if (!token) return [];
    const { id: attemptId, provider, kind, returnUrl, amountMinor: minor, currency, exponent } = attempt;
    const request = {
      projectId,
      attemptId,
      amount: { minor, currency, exponent },
      method: { token, providerCustomerId },
      isBuyerPresent: kind === "first" || kind === "one_off",
      returnUrl,
      email: (profileId && emails.get(profileId)) || null,
      at,
    };
    return [{ provider, request }];
  });
}

const canonical = alias(profiles, "canonical");

async function emailsOf(
  tx: Transaction,
  projectId: string,
  profileIds: string[],
): Promise<Map<string, string | null>> {
  if (profileIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: profiles.id, own: profiles.email, shown: canonical.email })
    .from(profiles)
    .innerJoin(canonical, and(eq(canonical.projectId, projectId), eq(canonical.id, profiles.customerId)))
    .where(and(eq(profiles.projectId, projectId), inArray(profiles.id, profileIds)));
  return new Map(rows.map(({ id, own, shown }) => [id, shown ?? own]));
}
