import { Suspense } from "react";
import { AccessCards } from "@/components/access/access-cards";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { PinnedNote } from "@/components/notes/pinned-note";
import { ManageCard } from "@/components/privacy/erase-panel";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Story } from "@/components/shell/story";
import { NewsPillOf, Timeline, TimelineSkeleton } from "@/components/timeline/timeline";
import { TimelineBar } from "@/components/timeline/timeline-bar";
import { can, roleCan, rolesWith } from "@/lib/core/permissions";
import { accessFacts } from "@/lib/http/access-facts";
import { once } from "@/lib/http/once";
import { customerPage } from "@/lib/http/records";
import { listPinnedNotes } from "@/lib/notes/queries";
import { listTimeline } from "@/lib/timeline/queries";
import { timelineSearch } from "@/lib/timeline/schema";
import {
  addTagAction,
  extendGrantAction,
  grantEntitlementAction,
  overrideOfferingAction,
  removeTagAction,
  resetOfferingAction,
  revokeGrantAction,
  transferGrantAction,
} from "./actions";
import { requestErasureAction } from "./privacy/actions";

const accessActions = {
  grant: grantEntitlementAction,
  extend: extendGrantAction,
  revoke: revokeGrantAction,
  transfer: transferGrantAction,
};
const offeringActions = { override: overrideOfferingAction, reset: resetOfferingAction };
const tagActions = { add: addTagAction, remove: removeTagAction };

type Props = {
  params: Promise<{ project: string; customer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomerTimelinePage({ params, searchParams }: Props) {
  const { project, customer: id } = await params;
  const { ctx, shownId, role, customer, links, facts } = await customerPage(project, id);
  const search = timelineSearch.parse(await searchParams);
  const path = links.customer(customer.id);
  const page = once(() => listTimeline(ctx, customer, search));
  const isNewest = !search.cursor && !search.day && !search.e;
  return (
    <Story
      factsLabel="Facts about this customer"
      facts={
        <>
          <AccessCards
            {...accessFacts(ctx, customer, project)}
            actions={accessActions}
            offeringActions={offeringActions}
          />
          <CustomerFacts {...facts} tagActions={tagActions} />
          <ManageCard
            slug={project}
            customerId={shownId}
            name={customer.email ?? "this visitor"}
            previewHref={`/api/console${path}/erasure`}
            customersHref={links.customers}
            request={requestErasureAction}
            disabledReason={
              can(ctx.actor, "customers:erase")
                ? undefined
                : `For the roles ${rolesWith("customers:erase").join(", ")}`
            }
          />
        </>
      }
    >
      <TimelineBar
        path={path}
        search={search}
        today={ctx.clock.now()}
        pill={
          isNewest && (
            <Suspense>
              <NewsPillOf page={page} kind={search.kind} href={`/api/console${path}/news`} />
            </Suspense>
          )
        }
      />
      <CardBoundary what="The timeline">
        <Suspense key={Object.values(search).join(" ")} fallback={<TimelineSkeleton />}>
          <CardBoundary what="The pinned note">
            <PinnedNote list={() => listPinnedNotes(ctx, customer)} href={`${path}/notes`} />
          </CardBoundary>
          <Timeline
            page={page}
            path={path}
            search={search}
            today={ctx.clock.now()}
            links={links}
            mayUnmerge={roleCan(role, "customers:merge")}
            mayReadInbound={roleCan(role, "integrations:read")}
          />
        </Suspense>
      </CardBoundary>
    </Story>
  );
}
