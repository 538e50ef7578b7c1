import type { PaymentProvider } from "../../db/columns";
import type { ProjectId } from "../core/ctx";
import type { PaymentGateway } from "./gateway";
import { sandboxGateway } from "./sandbox";

/** The gateway through which a project can charge and refund at this provider; null where there is none. */
export async function findGateway(
  _projectId: ProjectId,
  provider: PaymentProvider,
): Promise<PaymentGateway | null> {
  return provider === "sandbox" ? sandboxGateway : null;
}
