import type { Environment, InboundProvider } from "../../db/columns";
import type { CommandCtx } from "../core/command";
import type { Terrain } from "../subscriptions/project-time";

/** What everything that an event does goes by. Its rows carry one time of ours, and the provider's own beside it. */
export type Applying = {
  ctx: CommandCtx & { readonly terrain: Terrain };
  integrationId: string;
  provider: InboundProvider;
  environment: Environment;
  /** How often it was tried before. */
  attempts: number;
  /** When the event came, and when its provider says that it was true. */
  receivedAt: Date;
  occurredAt: Date;
};

/**
 * Whether it has waited often enough for others that may say more. Counted in tries and not in time: after a pause all
 * that came meanwhile is processed at once, in any order.
 */
export function isSettled({ attempts }: Applying, tries: number): boolean {
  return attempts >= tries;
}
