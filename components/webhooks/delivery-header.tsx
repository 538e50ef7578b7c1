import type { ReactNode } from "react";
import { CopyId } from "@/components/shell/copy-id";
import { Meta, PageHeader } from "@/components/shell/page-header";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time } from "@/components/shell/time";
import { Link } from "@/components/ui/link";
import type { DeliveryStory } from "@/lib/webhooks/delivery-story";
import { statusCode } from "./delivery-words";

export function DeliveryHeader({
  story: { delivery, endpoint, customer },
  shownId,
  eventId,
  endpointHref,
  customerHref,
  actions,
}: {
  story: DeliveryStory;
  shownId: string;
  eventId: string;
  endpointHref: string;
  /** Absent once the person was erased. */
  customerHref?: string;
  actions: ReactNode;
}) {
  return (
    <PageHeader
      title={<code className="font-mono">{delivery.type}</code>}
      badges={<StatusBadge kind="delivery" code={statusCode(delivery)} />}
      meta={
        <>
          <CopyId value={shownId} label="Delivery ID" shown />
          <CopyId value={eventId} label="Event ID (webhook-id)" shown />
          {customerHref && customer ? (
            <Link href={customerHref} className="link">
              <bdi>{customer.email ?? customer.userId ?? "Anonymous visitor"}</bdi>
            </Link>
          ) : (
            <span>Erased</span>
          )}
          <span className="min-w-0">
            to{" "}
            <Link href={endpointHref} className="link wrap-anywhere">
              {endpoint.url}
            </Link>
          </span>
          <Meta label="Happened">
            <Time value={delivery.occurredAt} format="full" />
          </Meta>
          <Meta label="No.">{delivery.sequence}</Meta>
          {delivery.deliveredAt && (
            <Meta label="Delivered">
              <Time value={delivery.deliveredAt} format="full" />
            </Meta>
          )}
        </>
      }
      actions={actions}
    />
  );
}
