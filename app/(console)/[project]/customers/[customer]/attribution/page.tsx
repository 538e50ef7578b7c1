import { Suspense } from "react";
import { Answers, Identifiers, RowsSkeleton, VisitedFunnels } from "@/components/customers/attribution-cards";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { Touches } from "@/components/customers/touches";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Panel } from "@/components/shell/side-card";
import { Story } from "@/components/shell/story";
import { showId } from "@/lib/core/ids";
import { listConsents, listIntegrations, listVisitedFunnels } from "@/lib/customers/facts";
import { customerPage } from "@/lib/http/records";
import { listIdentifiers } from "@/lib/search/identifiers";
import { listLatestAnswers } from "@/lib/sessions/answers";

type Props = { params: Promise<{ project: string; customer: string }> };

export default async function CustomerAttributionPage({ params }: Props) {
  const { project, customer: id } = await params;
  const { ctx, customer, shownId, links } = await customerPage(project, id);
  const cards = [
    {
      title: "Identifiers",
      body: (
        <Identifiers
          profiles={customer.profiles.map((profile) => ({
            ...profile,
            shownId: showId("profile", profile.id),
          }))}
          list={() => listIdentifiers(ctx, customer)}
        />
      ),
    },
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
      facts={
        <CustomerFacts
          customer={customer}
          shownId={shownId}
          integrations={() => listIntegrations(ctx, customer)}
          consents={() => listConsents(ctx, customer)}
        />
      }
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
