import { Suspense } from "react";
import { Answers, RowsSkeleton, VisitedFunnels } from "@/components/customers/attribution-cards";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { Touches } from "@/components/customers/touches";
import { Identifiers, MergeList, type ShownMerge } from "@/components/identity/identifiers";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Panel } from "@/components/shell/side-card";
import { Story } from "@/components/shell/story";
import type { Ctx } from "@/lib/core/ctx";
import { showId } from "@/lib/core/ids";
import { roleCan } from "@/lib/core/permissions";
import type { Customer } from "@/lib/customers/customer";
import { listVisitedFunnels } from "@/lib/customers/facts";
import { customerPage } from "@/lib/http/records";
import { namesOf } from "@/lib/identity/names";
import { listMerges } from "@/lib/identity/queries";
import { listIdentifiers } from "@/lib/search/identifiers";
import { listLatestAnswers } from "@/lib/sessions/answers";
import { addTagAction, removeTagAction } from "../actions";

const tagActions = { add: addTagAction, remove: removeTagAction };

type Props = { params: Promise<{ project: string; customer: string }> };

export default async function CustomerAttributionPage({ params }: Props) {
  const { project, customer: id } = await params;
  const { ctx, role, customer, links, facts } = await customerPage(project, id);
  const cards = [
    {
      title: "Identifiers",
      body: <Identifiers names={async () => namesOf(customer, await listIdentifiers(ctx, customer))} />,
    },
    ...(customer.profileIds.length > 1
      ? [
          {
            title: "Merges",
            lead: "each can be undone at any time",
            body: (
              <MergeList
                merges={() => shownMerges(ctx, customer)}
                mayUnmerge={roleCan(role, "customers:merge")}
              />
            ),
          },
        ]
      : []),
    {
      title: "Funnels visited",
      lead: "in the order of the first visit",
      body: <VisitedFunnels list={() => listVisitedFunnels(ctx, customer)} links={links} />,
    },
    {
      title: "Answers",
      lead: "the last one to each question",
      body: <Answers list={() => listLatestAnswers(ctx, customer)} links={links} />,
    },
  ];
  return (
    <Story
      factsLabel="Facts about this customer"
      facts={<CustomerFacts {...facts} tagActions={tagActions} />}
    >
      <Panel title="Attribution" lead="where the first and the last campaign came from">
        <Touches first={customer.firstTouch} last={customer.lastTouch} />
      </Panel>
      {cards.map(({ title, lead, body }) => (
        <Panel key={title} title={title} lead={lead}>
          <CardBoundary what={title}>
            <Suspense fallback={<RowsSkeleton />}>{body}</Suspense>
          </CardBoundary>
        </Panel>
      ))}
    </Story>
  );
}

async function shownMerges(ctx: Ctx, customer: Customer): Promise<ShownMerge[]> {
  const merges = await listMerges(ctx, customer);
  return merges.map(({ id, mergedId, createdAt, actorName, reason }) => ({
    id: showId("merge", id),
    mergedId: showId("profile", mergedId),
    createdAt,
    actorName,
    reason,
  }));
}
