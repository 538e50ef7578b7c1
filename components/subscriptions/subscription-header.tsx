import { CopyId } from "@/components/shell/copy-id";
import { Meta, PageHeader } from "@/components/shell/page-header";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { Repeat } from "@/components/ui/icons";
import type { SubscriptionView } from "@/lib/subscriptions/view";
import { StatusBadges } from "./status-badges";

/** Which subscription, whose, since when. */
export function SubscriptionHeader({
  view,
  customer,
  funnel,
}: {
  view: SubscriptionView;
  /** Null once the person was erased. */
  customer: { name: string | null; href: string } | null;
  funnel: { name: string; href: string } | null;
}) {
  return (
    <PageHeader
      mark={<Repeat />}
      title={view.pricePoint}
      badges={
        <>
          <StatusBadges statuses={view.statuses} />
          {view.environment === "preview" && (
            <Badge hue="amber" loud tip="Made in preview mode; left out of lists and totals">
              Preview
            </Badge>
          )}
        </>
      }
      meta={
        <>
          <CopyId shown value={view.id} label="Subscription ID" hotkey="y" />
          {customer ? (
            <a href={customer.href} className="link min-w-0 truncate">
              <bdi>{customer.name ?? "Anonymous visitor"}</bdi>
            </a>
          ) : (
            <span>The customer was erased</span>
          )}
          {view.startedAt && (
            <Meta label="Started">
              <Time value={view.startedAt} format="day" focusable />
            </Meta>
          )}
          {funnel && (
            <a href={funnel.href} className="link min-w-0 truncate">
              <bdi>{funnel.name}</bdi>
            </a>
          )}
        </>
      }
    />
  );
}
