import type { PaymentProvider } from "../columns";
import { cards, type DemoPlan, dollars, planOf } from "./catalogue";
import type { DemoProfile, Population } from "./customer";
import type { Fact } from "./facts";
import { chargeFact, disputeFact, refundFact } from "./money-fact";
import type { Random } from "./random";
import type { Rows } from "./rows";
import { toldOf } from "./subscription-fact";
import { type liveSubscription, waitingLife } from "./subscription-life";
import type { Visit } from "./visit";

type Method = Rows["payment_methods"][number];
type Order = Rows["orders"][number];
type Charge = Rows["transactions"][number];
type Lived = ReturnType<typeof liveSubscription>;

type Bought = {
  provider: PaymentProvider;
  method: Method | null;
  visit: Visit | null;
  plan: DemoPlan;
  subscriptionId: string | null;
};

const hourMs = 3_600_000;
const engine = { actorKind: "system", actorId: "billing.engine" } as const;

/** Writes what one customer bought into the tables of billing, as the engine and the sandbox would have. */
export class Ledger {
  readonly facts: Fact[] = [];
  readonly paid = new Map<string, Date>();

  constructor(
    private readonly rows: Rows,
    private readonly population: Population,
    private readonly profile: DemoProfile,
    private readonly random: Random,
  ) {}

  private get owned() {
    return {
      projectId: this.population.projectId,
      profileId: this.profile.id,
      environment: this.profile.environment,
    };
  }

  card(provider: "sandbox" | "stripe", createdAt: Date): Method {
    const { token, brand, lastFour } = this.random.pick(cards);
    const { projectId, profileId } = this.owned;
    const method = {
      ...{ projectId, profileId, id: this.random.uuidAt(createdAt), provider },
      token: provider === "sandbox" ? `${token}.${this.random.text(12)}` : `pm_${this.random.text(24)}`,
      providerCustomerId: null,
      ...{ brand, lastFour: provider === "sandbox" ? lastFour : String(this.random.between(1000, 9999)) },
      ...{ expiresMonth: this.random.between(1, 12), expiresYear: createdAt.getUTCFullYear() + 3 },
      ...{ createdAt, detachedAt: null },
    };
    this.rows.payment_methods.push(method);
    return method;
  }

  order(
    bought: Bought & { kind: Order["kind"]; at: Date; amountMinor: bigint; iteration: number | null },
  ): Order {
    const { plan, visit, at, amountMinor } = bought;
    const isFree = amountMinor === 0n;
    const order: Order = {
      ...this.owned,
      ...{ id: this.random.uuidAt(at), sessionId: visit?.id ?? null, funnelId: visit?.funnelId ?? null },
      ...{ subscriptionId: bought.subscriptionId, kind: bought.kind, iteration: bought.iteration },
      ...{ pricePointId: plan.pricePointId, pricePointVersion: 1 },
      ...{ provider: bought.provider, paymentMethodId: bought.method?.id ?? null },
      ...{ amountMinor, currency: plan.currency.code, exponent: plan.currency.exponent },
      ...{ settledMinor: 0n, refundedMinor: 0n, refundPendingMinor: 0n },
      ...{ state: isFree ? "settled" : "pending", declineCode: null, revokedAt: null },
      checkoutIp: visit && bought.kind !== "renewal" ? `203.0.113.${this.random.between(1, 254)}` : null,
      checkoutUserAgent: visit && bought.kind !== "renewal" ? this.profile.userAgent : null,
      ...{ metadata: null, createdAt: at, settledAt: isFree ? at : null, version: 1 },
    };
    this.rows.orders.push(order);
    return order;
  }

  charge(
    order: Order,
    tried: { at: Date; isPaid: boolean; amountMinor: bigint; step?: number; declineCode?: string },
  ): Charge {
    const { at, isPaid, amountMinor } = tried;
    const declineCode = isPaid ? null : (tried.declineCode ?? "generic_decline");
    const attemptId = this.random.uuidAt(at);
    const reference = this.providerId(order.provider, "charge", at);
    const isRenewal = order.kind === "renewal" || order.kind === "conversion";
    this.rows.charge_attempts.push({
      ...{
        projectId: order.projectId,
        id: attemptId,
        orderId: order.id,
        subscriptionId: order.subscriptionId,
      },
      kind: isRenewal ? "renewal" : order.kind === "one_off" ? "one_off" : "first",
      periodKey: isRenewal ? String(order.iteration) : null,
      ...{ provider: order.provider, paymentMethodId: order.paymentMethodId },
      ...{ amountMinor, currency: order.currency, exponent: order.exponent },
      ...{ retryStep: tried.step ?? null, state: isPaid ? "succeeded" : "declined" },
      ...{ supportActionId: null, keepsAccess: null, providerReference: reference, declineCode },
      ...{ actionUrl: null, returnUrl: null, createdAt: at, sentAt: at, settledAt: at, lookups: 0 },
      ...{ nextLookupAt: null, parkedReason: null },
    });
    if (order.provider === "sandbox")
      this.rows.sandbox_charges.push({
        ...{ projectId: order.projectId, id: reference, idempotencyKey: attemptId, reference: attemptId },
        ...{ card: "sandbox_visa", amountMinor, currency: order.currency, exponent: order.exponent },
        ...{ state: isPaid ? "succeeded" : "declined", declineCode, createdAt: at },
      });
    Object.assign(
      order,
      isPaid
        ? { state: "settled", settledMinor: amountMinor, settledAt: at, declineCode: null }
        : { state: "declined", declineCode },
    );
    const transaction = this.move(order, {
      ...{ kind: "charge", at, amountMinor, attemptId, reference, declineCode },
    });
    this.say(
      isPaid ? ["order.settled", "purchase.completed"] : ["order.declined"],
      transaction.occurredAt,
      chargeFact(order, transaction, tried.step ?? null),
    );
    return transaction;
  }

  orderOf(charge: Charge): Order | null {
    return this.rows.orders.findLast(({ id }) => id === charge.orderId) ?? null;
  }

  refund(order: Order, charge: Charge, given: { at: number; amountMinor: bigint; reason: string }): void {
    const { amountMinor, reason } = given;
    if (amountMinor === 0n) return;
    const at = this.between(charge.occurredAt, given.at);
    const attemptId = this.random.uuidAt(at);
    const reference = this.providerId(order.provider, "refund", at);
    const { projectId, profileId } = this.owned;
    const money = { amountMinor, currency: order.currency, exponent: order.exponent };
    this.rows.charge_attempts.push({
      ...{ projectId, id: attemptId, orderId: order.id, subscriptionId: order.subscriptionId },
      ...{
        kind: "refund",
        periodKey: null,
        provider: order.provider,
        paymentMethodId: order.paymentMethodId,
      },
      ...{ ...money, retryStep: null, state: "succeeded", supportActionId: null, keepsAccess: true },
      ...{ providerReference: reference, declineCode: null, actionUrl: null, returnUrl: null },
      ...{ createdAt: at, sentAt: at },
      ...{ settledAt: at, lookups: 0, nextLookupAt: null, parkedReason: null },
    });
    if (order.provider === "sandbox")
      this.rows.sandbox_refunds.push({
        ...{ projectId, id: reference, chargeId: charge.providerTransactionId ?? "", ...money },
        ...{ idempotencyKey: attemptId, reference: attemptId, createdAt: at },
      });
    order.refundedMinor += amountMinor;
    const moved = this.move(order, {
      ...{ kind: "refund", at, amountMinor: -amountMinor, attemptId, reference, declineCode: null },
    });
    const { writtenBy } = this.population;
    this.rows.refunds.push({
      ...{ projectId, profileId, id: this.random.uuidAt(at), orderId: order.id, attemptId },
      ...{ transactionId: moved.id, ...money, keptAccess: true, reason, comment: null },
      ...(writtenBy ? { actorKind: "user" as const, actorId: writtenBy } : engine),
      ...{ occurredAt: at, receivedAt: at },
    });
    this.say(["refund.settled"], moved.occurredAt, refundFact(order, moved));
  }

  dispute(order: Order, charge: Charge, { at: share, isWon }: { at: number; isWon: boolean }): void {
    const openedAt = this.between(charge.occurredAt, share);
    const closedAt = isWon ? this.between(openedAt, share) : null;
    const reference = `dp_${this.random.text(24)}`;
    const { amountMinor } = charge;
    const base = { attemptId: null, reference, declineCode: null };
    const moved = this.move(order, { ...base, kind: "dispute", at: openedAt, amountMinor: -amountMinor });
    if (closedAt) this.move(order, { ...base, kind: "dispute_reversal", at: closedAt, amountMinor });
    const dispute = {
      ...this.owned,
      ...{ id: this.random.uuidAt(openedAt), orderId: order.id, provider: order.provider },
      ...{ providerDisputeId: reference, amountMinor, currency: order.currency, exponent: order.exponent },
      ...{ state: isWon ? ("won" as const) : ("open" as const), reason: "fraudulent", openedAt },
      ...{ dueAt: new Date(this.population.now.getTime() + 72 * hourMs), closedAt },
    };
    this.rows.disputes.push(dispute);
    this.say(["dispute.opened"], moved.occurredAt, disputeFact(order, dispute));
  }

  subscription(
    bought: Bought & {
      id: string;
      at: Date;
      life: Lived["life"];
      initialOrderId: string | null;
      followsId?: string;
    },
  ): void {
    const { plan, visit, at, life, provider } = bought;
    const isMirror = provider !== "sandbox";
    this.rows.subscriptions.push({
      ...this.owned,
      ...{ id: bought.id, provider, isMirror },
      providerSubscriptionId: isMirror ? `sub_${this.random.text(24)}` : null,
      ...{
        pricePointId: plan.pricePointId,
        pricePointVersion: 1,
        paymentMethodId: bought.method?.id ?? null,
      },
      ...{ sessionId: visit?.id ?? null, funnelId: visit?.funnelId ?? null },
      ...{ initialOrderId: bought.initialOrderId, followsId: bought.followsId ?? null, metadata: null },
      ...{ createdAt: at, startedAt: life.phase === "upcoming" ? null : at, zone: "UTC", ...life },
      ...{ nextCheckAt: isMirror ? null : life.nextCheckAt, isDeclineHard: false, missedPeriods: 0 },
      ...{ discountPercent: null, discountCycles: null, leaseId: null, leasedUntil: null, attempts: 0 },
      ...{ parkedAt: null, parkedReason: null, version: 1 },
    });
  }

  /** A yearly plan that begins when the present month is over. */
  follow({
    at,
    plan,
    ...bought
  }: Omit<Bought, "subscriptionId"> & { subscriptionId: string; at: Date }): void {
    const yearly = planOf(this.owned.projectId, "yearly", plan.currency);
    const life = waitingLife(at);
    const id = this.random.uuidAt(at);
    const base = { ...bought, plan: yearly, id, at, life, initialOrderId: null };
    this.subscription({ ...base, followsId: bought.subscriptionId });
    this.tell([{ type: "subscription.planning_postponed_subscription", at, life }], {
      subscriptionId: id,
      plan: yearly,
    });
  }

  tell(told: Lived["told"], { subscriptionId, plan }: { subscriptionId: string; plan: DemoPlan }): void {
    const row = this.rows.subscriptions.findLast(({ id }) => id === subscriptionId);
    if (!row) throw new Error("What is told of a subscription is told once it is there");
    for (const { type, at, life } of told)
      this.facts.push({ type, at, payload: { subscription: toldOf(row, life, plan) }, by: engine });
  }

  private move(
    order: Order,
    moved: Pick<Charge, "kind" | "amountMinor" | "attemptId" | "declineCode"> & {
      at: Date;
      reference: string;
    },
  ): Charge {
    const { kind, at, amountMinor, attemptId, reference, declineCode } = moved;
    const { projectId, profileId, sessionId, funnelId, subscriptionId, environment, provider } = order;
    const method = this.rows.payment_methods.findLast(({ id }) => id === order.paymentMethodId);
    const transaction: Charge = {
      ...{ projectId, profileId, sessionId, funnelId, subscriptionId, environment, provider, attemptId },
      ...{ id: this.random.uuidAt(at), orderId: order.id, kind, declineCode, amountMinor },
      status: declineCode === null ? "succeeded" : "declined",
      ...{
        currency: order.currency,
        exponent: order.exponent,
        ...dollars(order.currency, amountMinor, at),
      },
      providerTransactionId: reference,
      methodBrand: method?.brand ?? (provider === "paypal" ? "paypal" : null),
      ...{ methodLastFour: method?.lastFour ?? null, occurredAt: at, receivedAt: at },
    };
    this.rows.transactions.push(transaction);
    if (!this.paid.has(provider)) this.paid.set(provider, at);
    return transaction;
  }

  private providerId(provider: PaymentProvider, kind: "charge" | "refund", at: Date): string {
    if (provider === "sandbox") return this.random.uuidAt(at);
    if (provider === "paypal") return this.random.text(17).toUpperCase();
    return `${kind === "charge" ? "pi" : "re"}_${this.random.text(24)}`;
  }

  private say(types: Fact["type"][], at: Date, payload: Fact["payload"]): void {
    for (const type of types) this.facts.push({ type, at, payload, by: engine });
  }

  /** A moment between this one and now. */
  private between(at: Date, share: number): Date {
    return new Date(at.getTime() + Math.floor((this.population.now.getTime() - at.getTime()) * share));
  }
}
