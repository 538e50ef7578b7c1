import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { sandboxCharges, sandboxRefunds } from "../../db/schema/gateways";
import type { ProjectId } from "../core/ctx";
import { driver, write } from "../core/database";
import { markingAway } from "../core/database-away";
import { newId, showId } from "../core/ids";
import { type Connection, oneTransaction, openScope } from "../core/one-transaction";
import { bulkInsert } from "../core/rows";
import type { GatewayLookup, GatewayOutcome, PaymentGateway } from "./gateway";
import { type SandboxCard, sandboxCardOf } from "./sandbox-cards";

type Charge = typeof sandboxCharges.$inferSelect;

/**
 * A bank of our own with books of its own. It keeps its part of the bargain as a real one does: a repeated key moves
 * nothing and gives the first answer, and whatever it executed can be looked up.
 */
export const sandboxGateway: PaymentGateway = {
  provider: "sandbox",
  keyRetentionMs: 365 * 24 * 60 * 60_000,

  async charge({ projectId, attemptId, amount, method, at }, signal) {
    const card = sandboxCardOf(method.token);
    if (!card) return refused("no_such_card", at);
    if (card.does.outcome === "fails") return { state: "unknown", why: "the sandbox answered 500" };
    if (card.does.outcome === "times_out") return silence(signal);
    const wanted = {
      projectId,
      id: newId(at),
      idempotencyKey: attemptId,
      reference: attemptId,
      card: card.token,
      amountMinor: amount.minor,
      currency: amount.currency,
      exponent: amount.exponent,
      createdAt: at,
    };
    const charge =
      (await execute(wanted, card)) ??
      (await write(projectId, (tx) => chargeByKey(tx, projectId, attemptId)));
    if (charge && !isSame(charge, amount.minor, amount.currency))
      return { state: "unknown", why: "this key was used for another amount" };
    if (card.does.outcome === "loses_answer") return { state: "unknown", why: "the connection broke" };
    return charge ? told(charge) : { state: "unknown", why: "the sandbox kept nothing" };
  },

  async refund({ projectId, attemptId, amount, chargeReference, at }) {
    return write(projectId, async (tx) => {
      const [charge] = await tx
        .select()
        .from(sandboxCharges)
        .where(and(eq(sandboxCharges.projectId, projectId), eq(sandboxCharges.id, chargeReference)))
        .for("update");
      if (charge?.state !== "succeeded" || charge.currency !== amount.currency)
        return refused("charge_not_found", at);
      const [known] = await refundsBy(tx, projectId, eq(sandboxRefunds.idempotencyKey, attemptId));
      if (known) return succeeded(known);
      const [given] = await tx
        .select({ minor: sql<bigint>`coalesce(sum(${sandboxRefunds.amountMinor}), 0)::bigint` })
        .from(sandboxRefunds)
        .where(and(eq(sandboxRefunds.projectId, projectId), eq(sandboxRefunds.chargeId, charge.id)));
      if (BigInt(given?.minor ?? 0n) + amount.minor > charge.amountMinor)
        return refused("charge_already_refunded", at);
      const refund = { projectId, id: newId(at), chargeId: charge.id, createdAt: at };
      await tx.insert(sandboxRefunds).values({
        ...refund,
        idempotencyKey: attemptId,
        reference: attemptId,
        amountMinor: amount.minor,
        currency: amount.currency,
        exponent: amount.exponent,
      });
      return succeeded(refund);
    });
  },

  async lookup({ projectId, attemptId, kind }) {
    return write(projectId, async (tx): Promise<GatewayLookup> => {
      if (kind === "charge") {
        const charge = await chargeByKey(tx, projectId, attemptId);
        return charge ? told(charge) : { state: "absent" };
      }
      const [refund] = await refundsBy(tx, projectId, eq(sandboxRefunds.reference, attemptId));
      return refund ? succeeded(refund) : { state: "absent" };
    });
  },

  async cancel({ projectId, attemptId, at }) {
    return (await confirmSandboxCharge(projectId, attemptId, false, at)) ?? refused("canceled", at);
  },
};

/** What the page of the sandbox's 3-D Secure does: the buyer confirms, or gives up. Null for no such charge. */
export async function confirmSandboxCharge(
  projectId: ProjectId,
  attemptId: string,
  isConfirmed: boolean,
  at: Date,
): Promise<GatewayOutcome | null> {
  return write(projectId, async (tx) => {
    await tx
      .update(sandboxCharges)
      .set(
        isConfirmed
          ? { state: "succeeded", createdAt: at }
          : { state: "declined", declineCode: "authentication_failed", createdAt: at },
      )
      .where(
        and(
          eq(sandboxCharges.projectId, projectId),
          eq(sandboxCharges.idempotencyKey, attemptId),
          eq(sandboxCharges.state, "action_required"),
        ),
      );
    const charge = await chargeByKey(tx, projectId, attemptId);
    return charge ? told(charge) : null;
  });
}

type Verdict = Pick<Charge, "state" | "declineCode">;

const addCharges = bulkInsert(sandboxCharges, "on conflict do nothing");

/** Null where the key is known: whatever was executed for it stands. */
async function execute(wanted: Omit<Charge, keyof Verdict>, card: SandboxCard): Promise<Charge | null> {
  const { projectId } = wanted;
  return markingAway(() =>
    oneTransaction(
      driver(),
      async (connection) => {
        const scope = openScope(connection, projectId);
        const [verdict] = await Promise.all([verdictOf(connection, projectId, card), scope]);
        return verdict;
      },
      async (connection, verdict) => {
        const charge = { ...wanted, ...verdict };
        const { count } = await addCharges(connection, projectId, [charge]);
        return count > 0 ? charge : null;
      },
    ),
  );
}

const chargedBefore = "select id from sandbox_charges where project_id = $1::uuid and card = $2 limit 1";

async function verdictOf(
  connection: Connection,
  projectId: string,
  { token, does }: SandboxCard,
): Promise<Verdict> {
  switch (does.outcome) {
    case "declines":
      return { state: "declined", declineCode: does.code };
    case "needs_action":
      return { state: "action_required", declineCode: null };
    case "declines_later": {
      const before = await connection.unsafe(chargedBefore, [projectId, token], { prepare: true }).execute();
      return before.length > 0
        ? { state: "declined", declineCode: does.code }
        : { state: "succeeded", declineCode: null };
    }
    default:
      return { state: "succeeded", declineCode: null };
  }
}

async function chargeByKey(tx: Transaction, projectId: ProjectId, key: string): Promise<Charge | null> {
  const [charge] = await tx
    .select()
    .from(sandboxCharges)
    .where(and(eq(sandboxCharges.projectId, projectId), eq(sandboxCharges.idempotencyKey, key)));
  return charge ?? null;
}

function refundsBy(tx: Transaction, projectId: ProjectId, which: ReturnType<typeof eq>) {
  return tx
    .select({ id: sandboxRefunds.id, createdAt: sandboxRefunds.createdAt })
    .from(sandboxRefunds)
    .where(and(eq(sandboxRefunds.projectId, projectId), which));
}

function isSame(charge: Charge, minor: bigint, currency: string): boolean {
  return charge.amountMinor === minor && charge.currency === currency;
}

function told(charge: Charge): GatewayOutcome {
  if (charge.state === "succeeded") return succeeded(charge);
  if (charge.state === "action_required")
    return {
      state: "action_required",
      reference: charge.id,
      actionUrl: `/sandbox/confirm/${showId("project", charge.projectId)}/${showId("attempt", charge.idempotencyKey)}`,
    };
  const code = charge.declineCode ?? "generic_decline";
  const does = sandboxCardOf(charge.card)?.does;
  const isHard = does?.outcome === "declines" && does.isHard;
  return { state: "declined", reference: charge.id, code, isHard, occurredAt: charge.createdAt };
}

function succeeded({ id, createdAt }: { id: string; createdAt: Date }): GatewayOutcome {
  return { state: "succeeded", reference: id, occurredAt: createdAt };
}

function refused(code: string, at: Date): GatewayOutcome {
  return { state: "declined", reference: null, code, isHard: true, occurredAt: at };
}

/** Until the caller gives up. */
function silence(signal: AbortSignal): Promise<GatewayOutcome> {
  return new Promise((resolve) => {
    const answer = () => resolve({ state: "unknown", why: "no answer in time" });
    if (signal.aborted) answer();
    else signal.addEventListener("abort", answer, { once: true });
  });
}
