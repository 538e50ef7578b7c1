import { Suspense } from "react";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { CustomerEvents, EventFilters } from "@/components/events/customer-events";
import { EventPanel } from "@/components/events/event-panel";
import { EventsSkeleton } from "@/components/events/events-table";
import { eventsHref } from "@/components/events/events-url";
import { ResendButton } from "@/components/events/resend-button";
import { CardBoundary } from "@/components/shell/card-boundary";
import { FactsOnDemand } from "@/components/shell/story";
import { showId } from "@/lib/core/ids";
import { roleCan, rolesWith } from "@/lib/core/permissions";
import { customerEventsSearch } from "@/lib/events/schema";
import { openedEvent } from "@/lib/http/opened-event";
import { customerPage } from "@/lib/http/records";
import { listCustomerEvents } from "@/lib/webhooks/of-customer";
import { addTagAction, removeTagAction } from "../actions";
import { resendEventAction } from "./actions";

const tagActions = { add: addTagAction, remove: removeTagAction };
const perPage = 25;

type Props = {
  params: Promise<{ project: string; customer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomerWebhooksPage({ params, searchParams }: Props) {
  const { project, customer: id } = await params;
  const { ctx, role, customer, links, facts } = await customerPage(project, id);
  const asked = customerEventsSearch.parse(await searchParams);
  const mayRead = roleCan(role, "webhooks:read");
  const search = mayRead ? asked : { ...asked, state: undefined };
  const maySend = roleCan(role, "webhooks:send");
  const opened = search.e ? await openedEvent(ctx, customer, search.e, links) : null;
  const path = `${links.customer(customer.id)}/webhooks`;
  const { group, state, cursor } = search;
  const list = (
    <div className="min-w-0">
      <EventFilters path={path} search={search} mayFilterByState={mayRead} />
      {search.e && !opened && (
        <p
          role="status"
          className="hue-amber mx-(--gutter) mb-2 rounded-md bg-(--hue-bg) px-3 py-2 text-(--hue-fg)"
        >
          This customer has no such event.
        </p>
      )}
      <CardBoundary what="Webhook events">
        <Suspense key={`${group} ${state} ${cursor}`} fallback={<EventsSkeleton />}>
          <CustomerEvents
            load={() => listCustomerEvents(ctx, customer, { group, state }, { cursor, limit: perPage })}
            path={path}
            search={search}
            openId={opened?.event.id ?? null}
            shownId={(event) => showId("event", event)}
            readers={mayRead ? null : `the roles ${rolesWith("webhooks:read").join(", ")}`}
          />
        </Suspense>
      </CardBoundary>
    </div>
  );
  if (!opened)
    return (
      <>
        <FactsOnDemand label="Facts about this customer">
          <CustomerFacts {...facts} tagActions={tagActions} />
        </FactsOnDemand>
        {list}
      </>
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_28rem]">
      {list}
      <aside
        aria-label="Facts about this event"
        className="min-w-0 border-border-subtle max-lg:order-first max-lg:border-b lg:border-s"
      >
        <EventPanel
          {...opened}
          shownId={showId("event", opened.event.id)}
          closeHref={eventsHref(path, search, { e: undefined })}
          deliveryHref={links.delivery}
          resendOf={(delivery) =>
            maySend && (
              <ResendButton
                slug={project}
                delivery={showId("delivery", delivery.id)}
                resend={resendEventAction}
              />
            )
          }
        />
      </aside>
    </div>
  );
}
