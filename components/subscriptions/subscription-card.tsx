import { type ReactNode, Suspense } from "react";
import { providerNames } from "@/components/customers/provider-names";
import { CardBoundary } from "@/components/shell/card-boundary";
import { CopyId } from "@/components/shell/copy-id";
import { Money } from "@/components/shell/money";
import { Time } from "@/components/shell/time";
import { Dot } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Play, TriangleAlert } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import type { OrdersOf } from "@/lib/subscription-list/orders";
import type { SimulatorSearch } from "@/lib/subscription-list/schema";
import type { Simulation } from "@/lib/subscriptions/simulation";
import type { SubscriptionView } from "@/lib/subscriptions/view";
import { OrdersTable } from "./orders-table";
import { PeriodBar } from "./period-bar";
import { Simulator } from "./simulator";
import { StatusBadges } from "./status-badges";
import { periodWords } from "./words";

/** What surrounds a card: where its links lead, and what else it can show. */
export type CardParts = {
  /** Of the page that the card stands on: the simulator's answer is its address. */
  path: string;
  /** Of the subscription's own page; absent on it. */
  href?: string;
  subscriptionHref: (shownId: string) => string;
  /** Where it was bought. */
  sessionHref?: string;
  transactionsHref?: string;
  /** The project's time. */
  now: Date;
  search: SimulatorSearch;
  simulate: () => Promise<Simulation | string>;
  orders: () => Promise<OrdersOf>;
  actions?: ReactNode;
};

/** Everything of one subscription: why access is there or not, what happens next, its facts, its orders. */
export function SubscriptionCard({ view, ...parts }: CardParts & { view: SubscriptionView }) {
  const { path, href, search, actions } = parts;
  const isSimulated = search.simulate === view.id;
  return (
    <section
      id={view.id}
      aria-label={`Subscription ${view.pricePoint}`}
      className="overflow-hidden rounded-lg border border-border bg-surface"
    >
      <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 px-4 pt-3 pb-2">
        {/* On its own page the head of the page says it. */}
        {href && (
          <>
            <h2 className="min-w-0 text-md">
              <a href={href} className="hover:underline">
                <bdi>{view.pricePoint}</bdi>
              </a>
            </h2>
            <StatusBadges statuses={view.statuses} />
          </>
        )}
        <span className={href ? "ms-auto text-text-muted" : "text-text-muted"}>
          <b className="font-semibold text-text">
            <Money {...view.price} /> {view.price.currency}
          </b>{" "}
          {periodWords(view.period)}
          {view.isMirror && `, kept by ${providerNames[view.provider]}`}
        </span>
      </header>
      {view.parkedReason && (
        <p
          role="status"
          className="hue-amber mx-4 mb-2 flex gap-2 rounded-md bg-(--hue-bg) px-3 py-2 text-(--hue-fg)"
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-4 flex-none" />
          <span>A person must decide: {view.parkedReason}</span>
        </p>
      )}
      <div className="grid gap-x-6 gap-y-3 px-4 pb-3 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
        <p>
          <b className="font-medium">{view.why}</b> {view.next.words}
          {view.discount &&
            ` ${view.discount.percent} % less for the next ${view.discount.cycles === 1 ? "charge" : `${view.discount.cycles} charges`}.`}
          {view.missedPeriods > 0 &&
            ` ${view.missedPeriods} ${view.missedPeriods === 1 ? "period" : "periods"} passed unpaid while the engine stood still.`}
        </p>
        <PeriodBar view={view} now={parts.now} />
      </div>
      <Fields view={view} {...parts} />
      <div className="flex flex-wrap items-center gap-2 border-t border-border-subtle px-4 py-2.5">
        {actions}
        {!view.isMirror && !view.statuses.includes("EXPIRED") && (
          <ButtonLink
            icon={<Play aria-hidden className="size-3.5" />}
            href={isSimulated ? path : `${path}?simulate=${view.id}#${view.id}`}
            scroll={false}
          >
            Simulate
          </ButtonLink>
        )}
      </div>
      {isSimulated && (
        <CardBoundary what="The simulation">
          <Suspense key={Object.values(search).join(" ")} fallback={<Bones lines={4} />}>
            <Simulator view={view} path={path} search={search} load={parts.simulate} />
          </Suspense>
        </CardBoundary>
      )}
      <div className="border-t border-border-subtle [--gutter:1rem]">
        <h3 className="px-4 pt-2.5 pb-1.5">Orders</h3>
        <CardBoundary what="The orders">
          <Suspense fallback={<Bones lines={3} />}>
            <OrdersTable load={parts.orders} transactionsHref={parts.transactionsHref} />
          </Suspense>
        </CardBoundary>
      </div>
    </section>
  );
}

function Fields({ view, subscriptionHref, sessionHref }: CardParts & { view: SubscriptionView }) {
  const when = (at: Date | null, none: string) =>
    at ? <Time value={at} format="full" /> : <span className="text-text-muted">{none}</span>;
  const other = (id: string | null) =>
    id && (
      <a href={subscriptionHref(id)} className="link mono">
        {`${id.slice(0, 8)}…${id.slice(-4)}`}
      </a>
    );
  return (
    <dl className="grid gap-x-4 gap-y-2.5 border-t border-border-subtle px-4 py-3 min-[26rem]:grid-cols-2 md:grid-cols-3 xl:grid-cols-4">
      <Field label="Subscription ID">
        <CopyId value={view.id} label="Subscription ID" />
      </Field>
      <Field label="Started">{when(view.startedAt, "Not yet")}</Field>
      <Field label="Period number">{view.iteration}</Field>
      <Field label="Current period">
        {view.periodStart && view.periodEnd ? (
          <>
            <Time value={view.periodStart} format="day" /> – <Time value={view.periodEnd} format="day" />
          </>
        ) : (
          <span className="text-text-muted">None yet</span>
        )}
      </Field>
      <Field label="Price point">
        <span className="mono wrap-anywhere">{view.pricePoint}</span>{" "}
        <span className="text-text-muted">version {view.pricePointVersion}</span>
      </Field>
      <Field label="Next payment">{when(view.nextPaymentAt, noPayment(view))}</Field>
      <Field label="Next check">{when(view.nextCheckAt, "None")}</Field>
      <Field label="Unused after pause">
        {view.unusedPremium ?? <span className="text-text-muted">None, not paused</span>}
      </Field>
      <Field label="Status codes">
        <span className="mono wrap-anywhere">{view.statuses.join(", ")}</span>
      </Field>
      <Field label="Access">
        <span className="inline-flex items-center gap-1.5">
          <Dot hue={view.isActive ? "green" : "grey"} />
          {view.isActive ? "On" : "Off"}
        </span>
      </Field>
      <Field label="Provider">
        {providerNames[view.provider]}{" "}
        {view.providerSubscriptionId && (
          <CopyId value={view.providerSubscriptionId} label="The provider's id" />
        )}
      </Field>
      {sessionHref && (
        <Field label="Bought in">
          <a href={sessionHref} className="link">
            a visit
          </a>
        </Field>
      )}
      {view.followsId && <Field label="Takes the place of">{other(view.followsId)}</Field>}
      {view.successorId && <Field label="Then comes">{other(view.successorId)}</Field>}
      {view.endedAt && <Field label="Ended">{when(view.endedAt, "")}</Field>}
    </dl>
  );
}

function noPayment({ isMirror, statuses }: SubscriptionView): string {
  if (isMirror) return "Its provider decides";
  if (statuses.includes("EXPIRED")) return "None, it has ended";
  if (statuses.includes("AUTORENEW_OFF")) return "None, auto-renew is off";
  return "None planned";
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Bones({ lines }: { lines: number }) {
  return (
    <div aria-busy className="grid gap-3 px-4 py-3">
      {["w-3/5", "w-1/2", "w-2/3", "w-2/5"].slice(0, lines).map((width) => (
        <Skeleton key={width} className={`h-2.5 ${width}`} />
      ))}
    </div>
  );
}
