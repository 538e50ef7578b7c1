import { and, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/client";
import { chargeAttempts, orders } from "../../db/schema/orders";
import { profiles } from "../../db/schema/profiles";
import { paymentMethods } from "../../db/schema/subscriptions";
import type { ProjectId } from "../core/ctx";
import type { ChargeRequest } from "../gateways/gateway";
import type { Attempt } from "./attempts";

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
  if (!found?.method.token) return null;
  const { attempt, method, profileId } = found;
  const { provider, amountMinor: minor, currency, exponent } = attempt;
  return {
    provider,
    request: {
      projectId,
      attemptId,
      amount: { minor, currency, exponent },
      method: { token: found.method.token, providerCustomerId: method.providerCustomerId },
      isBuyerPresent: attempt.kind === "first" || attempt.kind === "one_off",
      returnUrl: attempt.returnUrl,
      // The sandbox has no books in which it would stand.
      email: provider === "sandbox" || !profileId ? null : await emailOf(tx, projectId, profileId),
      at,
    },
  };
}

const canonical = alias(profiles, "canonical");

async function emailOf(tx: Transaction, projectId: string, profileId: string): Promise<string | null> {
  const [row] = await tx
    .select({ own: profiles.email, shown: canonical.email })
    .from(profiles)
    .innerJoin(canonical, and(eq(canonical.projectId, projectId), eq(canonical.id, profiles.customerId)))
    .where(and(eq(profiles.projectId, projectId), eq(profiles.id, profileId)));
  return row?.shown ?? row?.own ?? null;
}
