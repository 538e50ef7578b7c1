import type { Transaction } from "../../db/client";
import type { PaymentProvider } from "../../db/columns";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { env } from "../core/env";
import { processSingleton } from "../core/process-singleton";
import { findConnected, paypalSecretsOf, stripeKeyOf } from "../integrations/connections";
import type { PaymentGateway } from "./gateway";
import { paypalGateway } from "./paypal";
import { sandboxGateway } from "./sandbox";
import { stripeGateway } from "./stripe";

/** By integration and its present keys: connections to the provider stay open from one charge to the next. */
const gateways = () => processSingleton("gateways", () => new Map<string, PaymentGateway>());

/** Whether there is one, for those who are in a transaction already. */
export async function hasGateway(
  tx: Transaction,
  projectId: ProjectId,
  provider: PaymentProvider,
): Promise<boolean> {
  if (provider === "stripe" || provider === "paypal")
    return (await findConnected(tx, projectId, provider)) !== null;
  return provider === "sandbox";
}

/** The gateway through which a project can charge or refund at this provider; null where there is none. */
export async function findGateway(
  projectId: ProjectId,
  provider: PaymentProvider,
): Promise<PaymentGateway | null> {
  if (provider === "sandbox") return sandboxGateway;
  if (provider !== "stripe" && provider !== "paypal") return null;
  const row = await write(projectId, (tx) => findConnected(tx, projectId, provider));
  if (!row) return null;
  const name = `${row.id} ${row.connectedAt.getTime()}`;
  const known = gateways().get(name);
  if (known) return known;
  const { stripeUrl, paypalUrls } = env();
  const gateway =
    provider === "stripe"
      ? stripeGateway({ secretKey: stripeKeyOf(row), apiUrl: stripeUrl })
      : paypalGateway({ ...paypalSecretsOf(row), apiUrl: paypalUrls[row.mode] });
  gateways().set(name, gateway);
  return gateway;
}
