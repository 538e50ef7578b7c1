import type { PaymentProvider } from "../../db/columns";
import type { ProjectId } from "../core/ctx";
import type { Amount } from "../core/money";
import { redactText } from "../core/redact";

/** What a gateway said, or did not say. An exception is a bug of ours; what the world does is one of these. */
export type GatewayOutcome =
  | { state: "succeeded"; reference: string; occurredAt: Date }
  /** `isHard`: trying this card again cannot mend it. */
  | { state: "declined"; reference: string | null; code: string; isHard: boolean; occurredAt: Date }
  /** The buyer must confirm there first, for instance by 3-D Secure. */
  | { state: "action_required"; reference: string; actionUrl: string }
  /** It may or may not have been done. */
  | { state: "unknown"; why: string };

/** `absent`: the gateway's own books do not have it, and will not unless it is sent again. */
export type GatewayLookup = GatewayOutcome | { state: "absent" };

export type GatewayMethod = { token: string; providerCustomerId: string | null };

export type ChargeRequest = {
  projectId: ProjectId;
  /** Idempotency key and reference in one. */
  attemptId: string;
  amount: Amount;
  method: GatewayMethod;
  /** Whether the buyer is there to confirm. */
  isBuyerPresent: boolean;
  /** Where the buyer goes after confirming. */
  returnUrl: string | null;
  email: string | null;
  /** The project's time, which the sandbox takes for its own. */
  at: Date;
};

export type RefundRequest = {
  projectId: ProjectId;
  attemptId: string;
  amount: Amount;
  /** Of the charge that is given back, as the gateway named it. */
  chargeReference: string;
  at: Date;
};

export type LookupRequest = {
  projectId: ProjectId;
  attemptId: string;
  kind: "charge" | "refund";
  amount: Amount;
  reference: string | null;
  /** Of a refund: the charge that it gives back. */
  chargeReference: string | null;
  /** When the attempt was sent first. */
  since: Date;
  at: Date;
};

/** What is shown of a card. */
export type MethodFacts = {
  brand: string | null;
  lastFour: string | null;
  expiresMonth: number | null;
  expiresYear: number | null;
};

export type PaymentGateway = {
  readonly provider: PaymentProvider;
  /** For so long a repeated key gives the first answer and moves nothing. */
  readonly keyRetentionMs: number;
  charge(request: ChargeRequest, signal: AbortSignal): Promise<GatewayOutcome>;
  refund(request: RefundRequest, signal: AbortSignal): Promise<GatewayOutcome>;
  lookup(request: LookupRequest, signal: AbortSignal): Promise<GatewayLookup>;
  /** Gives up a charge that waits for its buyer. */
  cancel(request: LookupRequest, signal: AbortSignal): Promise<GatewayOutcome>;
  /** Makes a method fit to be charged again, and says what is shown of it. Throws where that is not to be had. */
  describe?(method: GatewayMethod): Promise<MethodFacts>;
};

/** Shorter than a lease, so that a worker learns the outcome while the work is its own. */
export const gatewayDeadlineMs = 25_000;

/** What a process that is asked to stop still gives a call that is under way. */
const stopGraceMs = 15_000;

/** The call's outcome; what fails, or takes longer than the deadline, is `unknown`. `stop` brings the deadline nearer. */
export async function within<T>(
  call: (signal: AbortSignal) => Promise<T>,
  deadlineMs = gatewayDeadlineMs,
  stop?: AbortSignal,
): Promise<T | { state: "unknown"; why: string }> {
  const deadline = new AbortController();
  const timers = [setTimeout(() => deadline.abort(), deadlineMs)];
  const hurry = () => timers.push(setTimeout(() => deadline.abort(), Math.min(stopGraceMs, deadlineMs)));
  stop?.addEventListener("abort", hurry, { once: true });
  const late = new Promise<{ state: "unknown"; why: string }>((resolve) => {
    deadline.signal.addEventListener("abort", () => resolve({ state: "unknown", why: "no answer in time" }));
  });
  try {
    return await Promise.race([call(deadline.signal), late]);
  } catch (error) {
    return {
      state: "unknown",
      why: error instanceof Error ? redactText(error.message).slice(0, 200) : "failed",
    };
  } finally {
    stop?.removeEventListener("abort", hurry);
    for (const timer of timers) clearTimeout(timer);
  }
}
