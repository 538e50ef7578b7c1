import type { ReactNode } from "react";
import { CopyId } from "@/components/shell/copy-id";
import { Fact, Facts } from "@/components/shell/facts";
import { JsonView } from "@/components/shell/json-view";
import { SideCard } from "@/components/shell/side-card";
import { StatusBadge } from "@/components/shell/status-badge";
import { Time } from "@/components/shell/time";
import { TwoClocks } from "@/components/shell/two-clocks";
import { actorWords } from "@/components/timeline/actor-words";
import { IconLink } from "@/components/ui/icon-button";
import { X } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { statusCode } from "@/components/webhooks/delivery-words";
import type { EventDelivery, OpenedEvent } from "@/lib/webhooks/of-customer";
import { answerOf, hostOf, tookWords } from "./delivery-words";

/** One event: what it says as it is sent, and what became of it at each endpoint. */
export function EventPanel({
  event,
  shownId,
  words,
  actorName,
  typeHref,
  closeHref,
  deliveryHref,
  resendOf,
}: {
  event: OpenedEvent;
  shownId: string;
  /** What an event of its type means. */
  words: string | null;
  actorName: string | undefined;
  /** In the catalogue; null for a type that is not in it. */
  typeHref: string | null;
  closeHref: string;
  deliveryHref: (id: string) => string;
  /** A button, where it may be pressed. */
  resendOf: (delivery: EventDelivery) => ReactNode;
}) {
  const { body, deliveries } = event;
  return (
    <>
      <SideCard
        title={event.type}
        tools={<IconLink label="Close" href={closeHref} icon={<X aria-hidden className="size-4" />} />}
      >
        {words && <p className="pb-1 text-text-secondary">{words}</p>}
        <Facts>
          <Fact label="Event ID">
            <CopyId value={shownId} label="Event ID" />
          </Fact>
          <Fact label="Happened">
            <Time value={event.occurredAt} format="full" />
          </Fact>
          <Fact label="Done by">
            <bdi>{actorWords(event.actorKind, actorName)}</bdi>
          </Fact>
          <Fact label="Sequence">{event.sequence.toLocaleString("en")}</Fact>
          {typeHref && (
            <Fact label="Type">
              <Link href={typeHref} className="link">
                Fields and example
              </Link>
            </Fact>
          )}
        </Facts>
        <TwoClocks happened={event.occurredAt} arrived={event.receivedAt} />
      </SideCard>
      {deliveries && (
        <SideCard title={deliveries.length > 1 ? "Deliveries" : "Delivery"}>
          {deliveries.length === 0 ? (
            <p className="text-text-muted">No endpoint wanted it when it happened.</p>
          ) : (
            <ul className="grid gap-2">
              {deliveries.map((delivery) => (
                <li key={delivery.id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <StatusBadge kind="delivery" code={statusCode(delivery)} />
                  <Link href={deliveryHref(delivery.id)} className="link min-w-0 truncate">
                    {hostOf(delivery.url)}
                  </Link>
                  <span className="ms-auto">{resendOf(delivery)}</span>
                  <span className="w-full text-xs text-text-muted">
                    {delivery.lastAttemptAt ? `Answer ${answerOf(delivery)} after ` : ""}
                    {delivery.lastAttemptAt ? tookWords(delivery) : "Not tried yet"} ·{" "}
                    {delivery.attempts === 1 ? "1 attempt" : `${delivery.attempts} attempts`}
                    {delivery.nextAttemptAt && (
                      <>
                        {" · "}next <Time value={delivery.nextAttemptAt} />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </SideCard>
      )}
      <SideCard title={body === null ? "Data" : "Body as it is sent"}>
        {body === null && (
          <p className="pb-1.5 text-xs text-text-muted">
            {deliveries?.length
              ? "Its body is gone: it was too large, too old, or the person was erased. Only ids are sent."
              : "Nothing was made to be sent. This is what it would carry as data."}
          </p>
        )}
        <JsonView value={body === null ? event.payload : JSON.parse(body)} label="JSON of this event" />
      </SideCard>
    </>
  );
}
