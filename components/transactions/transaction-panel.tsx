import { providerNames } from "@/components/customers/provider-names";
import { CopyId } from "@/components/shell/copy-id";
import { Fact, Facts } from "@/components/shell/facts";
import { SideCard } from "@/components/shell/side-card";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time } from "@/components/shell/time";
import { Button } from "@/components/ui/button";
import { IconLink } from "@/components/ui/icon-button";
import { X } from "@/components/ui/icons";
import { formatMoney } from "@/lib/core/money";
import type { Links } from "@/lib/http/links";
import type { OrderDetail } from "@/lib/transactions/order";
import type { TransactionRow } from "@/lib/transactions/queries";
import { methodWords } from "./money-words";
import { OrderStory } from "./order-story";
import { kindWords, transactionState } from "./transaction-words";

/** One entry of the ledger with its order: what was tried, what went back, and every fact of it. */
export function TransactionPanel({
  row,
  order,
  ids,
  links,
  closeHref,
  mayRefund,
}: {
  row: TransactionRow;
  order: OrderDetail | null;
  /** As they are shown. */
  ids: { transaction: string; order: string | null };
  links: Links;
  closeHref: string;
  mayRefund: boolean;
}) {
  const { currency, exponent } = row;
  return (
    <>
      <SideCard
        title={kindWords(row)}
        tools={<IconLink label="Close" href={closeHref} icon={<X aria-hidden className="size-4" />} />}
      >
        <p className="flex flex-wrap items-center gap-2 pb-1">
          <span className="text-xl font-semibold tracking-[-0.018em]">
            {formatMoney({ minor: row.amountMinor, currency, exponent })}
          </span>
          <span className="text-xs text-text-muted">{currency}</span>
          <StatusBadge kind="payment" code={transactionState(row)} />
        </p>
        {mayRefund && order && order.settledMinor > order.refundedMinor && (
          <p className="pb-2">
            <Button size="sm" data-refund={ids.order ?? undefined}>
              Refund…
            </Button>
          </p>
        )}
        {order?.pricePoint && (
          <p className="text-text-secondary">
            {order.pricePoint.product}, <span className="mono">{order.pricePoint.ident}</span>
          </p>
        )}
        {row.decline && (
          <p className="pt-1">
            Declined: {row.decline.reason}.{" "}
            <span className="text-text-secondary">
              What the customer can do: {row.decline.advice}{" "}
              {row.decline.isWorthRetrying ? "Trying again may help." : "Trying again does not help."}
            </span>
          </p>
        )}
      </SideCard>
      {order && <OrderStory order={order} />}
      <SideCard title="Facts">
        <Facts>
          <Fact label="Provider">{providerNames[row.provider]}</Fact>
          <Fact label="Provider ID">
            {row.providerTransactionId ? (
              <CopyId value={row.providerTransactionId} label="Provider ID" />
            ) : (
              "None"
            )}
          </Fact>
          <Fact label="Transaction">
            <CopyId value={ids.transaction} label="Transaction ID" />
          </Fact>
          <Fact label="Order">{ids.order ? <CopyId value={ids.order} label="Order ID" /> : "None"}</Fact>
          <Fact label="Method">{methodWords(row) ?? "Unknown"}</Fact>
          <Fact
            label="In dollars"
            note={
              row.amountUsdMinor !== null &&
              currency !== "USD" &&
              `at ${row.fxRate}, ${row.fxSource}, ${row.fxDay}`
            }
          >
            {row.amountUsdMinor === null
              ? "No rate is known"
              : formatMoney({ minor: row.amountUsdMinor, currency: "USD", exponent: 2 })}
          </Fact>
          <Fact label="Funnel">
            {row.funnel ? (
              <a href={links.funnel(row.funnel.id)} className="link">
                <bdi>{row.funnel.title ?? row.funnel.alias}</bdi>
              </a>
            ) : (
              "None"
            )}
          </Fact>
          <Fact
            label="Session"
            note={
              row.sessionId && order?.kind === "renewal" && "A renewal belongs to the visit that began it"
            }
          >
            {row.sessionId ? (
              <a href={links.session(row.sessionId)} className="link">
                The visit in which it was bought
              </a>
            ) : (
              "None"
            )}
          </Fact>
          <Fact label="Happened">
            <Time value={row.occurredAt} format="full" />
          </Fact>
          <Fact label="Received">
            <Time value={row.receivedAt} format="full" />
          </Fact>
        </Facts>
      </SideCard>
    </>
  );
}
