import type { Environment } from "../../db/columns";
import type { Applying } from "./applying";
import { Parked } from "./outcome";

/**
 * A rehearsal at the provider never touches real money or access here, nor the other way round, even where the two modes
 * share an id. In a sandbox all is a rehearsal.
 */
export function requireSameEnvironment(
  { environment, ctx }: Applying,
  row: { environment: Environment } | null | undefined,
): void {
  if (!row || row.environment === environment || ctx.terrain.isSandbox) return;
  throw new Parked({
    code: "contradiction",
    words:
      environment === "preview"
        ? "This is of the provider's test mode, and what it is about is live. A person must look at it."
        : "This is live, and what it is about is of the provider's test mode. A person must look at it.",
  });
}
