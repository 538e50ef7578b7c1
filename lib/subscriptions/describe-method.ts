import { and, eq } from "drizzle-orm";
import { paymentMethods } from "../../db/schema/subscriptions";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { log } from "../core/log";
import { within } from "../gateways/gateway";
import { findGateway } from "../gateways/registry";

/** Asks the provider what is shown of a method, once. Without an answer nothing is shown, and it is charged all the same. */
export async function describeMethod(projectId: ProjectId, methodId: string): Promise<void> {
  const own = and(eq(paymentMethods.projectId, projectId), eq(paymentMethods.id, methodId));
  const [method] = await write(projectId, (tx) => tx.select().from(paymentMethods).where(own));
  if (!method?.token || method.lastFour || method.provider === "sandbox") return;
  const { token, providerCustomerId } = method;
  const facts = await within(async () => {
    const gateway = await findGateway(projectId, method.provider);
    return gateway?.describe?.({ token, providerCustomerId }) ?? null;
  }, 10_000);
  if (!facts) return;
  if ("state" in facts) return log.warn("a payment method was not described", { why: facts.why });
  await write(projectId, (tx) => tx.update(paymentMethods).set(facts).where(own));
}
