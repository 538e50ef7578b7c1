import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { chargeAttempts } from "../../db/schema/orders";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
import { eachOnItsOwn } from "../core/each-on-its-own";
import { log } from "../core/log";
import {
  type GatewayLookup,
  type GatewayOutcome,
  gatewayDeadlineMs,
  type PaymentGateway,
  within,
} from "../gateways/gateway";
import { findGateway } from "../gateways/registry";
import { findConnected } from "../integrations/connections";
import type { Attempt } from "./attempts";
import { chargeReferenceOf } from "./charge-reference";
import { chargingOf } from "./charging";
import { asEngine } from "./engine-ctx";
import type { Gateways } from "./renew";
import { settleAttempt } from "./settle";

/** Projects with attempts whose outcome is to be asked for. */
export async function listProjectsToLookUp(now: Date): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx
      .selectDistinct({ projectId: chargeAttempts.projectId })
      .from(chargeAttempts)
      .where(lte(chargeAttempts.nextLookupAt, now)),
  );
  return rows.map(({ projectId }) => projectId);
}

/**
 * Asks the gateway what became of attempts that nobody settled: of processes that died, calls without an answer, buyers
 * who went away. What the gateway has is settled; what it never got is sent again with the same key while the gateway
 * still knows keys of that age; anything else is for a person. Returns how many were asked for.
 */
export async function lookUpAttempts(
  projectId: ProjectId,
  clock: Clock,
  { limit = 20, find = findGateway, deadlineMs }: Gateways & { limit?: number } = {},
): Promise<number> {
  // An answer takes two calls at most; one that begins later than this could outlast the lease.
  const last = clock.now().getTime() + lookupLeaseMs - 2 * (deadlineMs ?? gatewayDeadlineMs);
  const due = await claimLookups(projectId, clock, limit);
  await eachOnItsOwn(
    due,
    async (attempt) => {
      const settle = (outcome: GatewayOutcome) =>
        settleAttempt(projectId, clock, attempt.id, outcome, { isLookup: true });
      try {
        await settle(await ask(projectId, clock, attempt, { find, deadlineMs }));
      } catch (error) {
        // Asked again later, and in the end a person decides.
        await settle(unsettled);
        throw error;
      }
    },
    {
      failed: ({ id }) => ({ message: "what became of a charge was not written down", id }),
      goOn: () => clock.now().getTime() <= last,
    },
  );
  return due.length;
}

const unsettled: GatewayOutcome = { state: "unknown", why: "what came of it could not be written down" };

/** For so long an attempt is its janitor's. One that dies leaves it to the next, and has asked nothing that counts. */
const lookupLeaseMs = 2 * 60_000;

async function claimLookups(projectId: ProjectId, clock: Clock, limit: number): Promise<Attempt[]> {
  const now = clock.now();
  return write(projectId, async (tx) => {
    const due = await tx
      .select()
      .from(chargeAttempts)
      .where(and(eq(chargeAttempts.projectId, projectId), lte(chargeAttempts.nextLookupAt, now)))
      .orderBy(asc(chargeAttempts.nextLookupAt))
      .limit(limit)
      .for("update", { skipLocked: true });
    if (due.length === 0) return [];
    const ids = due.map(({ id }) => id);
    const { projectId: project, id, state } = chargeAttempts;
    await tx
      .update(chargeAttempts)
      .set({
        // What was never sent for certain is from now on as good as sent.
        state: sql`case when ${state} = 'created' then 'unknown' else ${state} end`,
        nextLookupAt: new Date(now.getTime() + lookupLeaseMs),
      })
      .where(and(eq(project, projectId), inArray(id, ids)));
    return due.map((attempt) => ({
      ...attempt,
      state: attempt.state === "created" ? ("unknown" as const) : attempt.state,
    }));
  });
}

async function ask(
  projectId: ProjectId,
  clock: Clock,
  attempt: Attempt,
  { find, deadlineMs }: Gateways & Required<Pick<Gateways, "find">>,
): Promise<GatewayOutcome> {
  const gateway = await find(projectId, attempt.provider);
  if (!gateway) return { state: "unknown", why: "there is no gateway for it any more" };
  const since = attempt.sentAt ?? attempt.createdAt;
  const { now: at, isChargingPaused } = await asEngine(projectId, clock, async ({ terrain }) => terrain);
  const question = {
    projectId,
    attemptId: attempt.id,
    kind: attempt.kind === "refund" ? ("refund" as const) : ("charge" as const),
    amount: { minor: attempt.amountMinor, currency: attempt.currency, exponent: attempt.exponent },
    reference: attempt.providerReference,
    chargeReference:
      attempt.kind === "refund"
        ? await write(projectId, (tx) => chargeReferenceOf(tx, projectId, attempt.orderId))
        : null,
    since,
    at,
  };
  const found: GatewayLookup = await within((signal) => gateway.lookup(question, signal), deadlineMs);
  if (found.state === "action_required" && clock.now().getTime() - since.getTime() > buyerWaitMs)
    return within((signal) => gateway.cancel(question, signal), deadlineMs);
  if (found.state !== "absent") return found;
  const age = clock.now().getTime() - since.getTime();
  if (age > gateway.keyRetentionMs - hourMs)
    return { state: "unknown", why: "the gateway has no trace of it, and may not know its key any more" };
  if (await isConnectedSince(projectId, attempt, since))
    return { state: "unknown", why: "the provider was connected anew since, perhaps to another account" };
  if (isChargingPaused && attempt.kind !== "refund")
    return { state: "unknown", why: "it never arrived, and charging is paused" };
  log.info("a charge that never arrived is sent again", { attempt: attempt.id });
  return resend(projectId, gateway, attempt, at, deadlineMs);
}

/** Another account has no trace of it and would refuse it, while the former one may have done it. */
async function isConnectedSince(projectId: ProjectId, { provider }: Attempt, since: Date): Promise<boolean> {
  if (provider !== "stripe" && provider !== "paypal") return false;
  const connected = await write(projectId, (tx) => findConnected(tx, projectId, provider));
  return connected !== null && connected.connectedAt > since;
}

const hourMs = 60 * 60_000;
/** How long a buyer has to confirm before the charge is given up. */
const buyerWaitMs = 24 * hourMs;

/** The same key: what was executed meanwhile is answered and not done again. */
async function resend(
  projectId: ProjectId,
  gateway: PaymentGateway,
  attempt: Attempt,
  at: Date,
  deadlineMs?: number,
): Promise<GatewayOutcome> {
  const amount = { minor: attempt.amountMinor, currency: attempt.currency, exponent: attempt.exponent };
  const same = { projectId, attemptId: attempt.id, amount, at };
  if (attempt.kind === "refund") {
    const chargeReference = await write(projectId, (tx) => chargeReferenceOf(tx, projectId, attempt.orderId));
    if (!chargeReference) return { state: "unknown", why: "the charge that is to be refunded is not known" };
    return within((signal) => gateway.refund({ ...same, chargeReference }, signal), deadlineMs);
  }
  const charging = await write(projectId, (tx) => chargingOf(tx, projectId, attempt.id, at));
  if (!charging && attempt.sentAt)
    return { state: "unknown", why: "it was sent once, and the card that it named is gone" };
  if (!charging)
    return { state: "declined", reference: null, code: "no_payment_method", isHard: true, occurredAt: at };
  return within((signal) => gateway.charge(charging.request, signal), deadlineMs);
}
