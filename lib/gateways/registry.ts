import type { PaymentProvider } from "../../db/columns";
import type { PaymentGateway } from "./gateway";
import { sandboxGateway } from "./sandbox";

/** The gateway that can charge and refund through this provider; null where there is none. */
export function findGateway(provider: PaymentProvider): PaymentGateway | null {
  return provider === "sandbox" ? sandboxGateway : null;
}
