import { Suspense } from "react";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Story } from "@/components/shell/story";
import { ActionsMenu } from "@/components/subscriptions/actions-menu";
import { CardsSkeleton, SubscriptionCards } from "@/components/subscriptions/subscription-cards";
import { can } from "@/lib/core/permissions";
import { customerPage } from "@/lib/http/records";
import { subscriptionLoads } from "@/lib/http/subscription-loads";
import { listCustomerSubscriptions } from "@/lib/subscription-list/queries";
import { simulatorSearch } from "@/lib/subscription-list/schema";
import { projectTerrain } from "@/lib/subscriptions/project-time";
import { getActions } from "@/lib/support/queries";
import { addTagAction, removeTagAction } from "../actions";

const tagActions = { add: addTagAction, remove: removeTagAction };
const mostOrders = 4;

type Props = {
  params: Promise<{ project: string; customer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomerSubscriptionsPage({ params, searchParams }: Props) {
  const { project, customer: id } = await params;
  const { ctx, customer, links, facts } = await customerPage(project, id);
  const search = simulatorSearch.parse(await searchParams);
  const path = `${links.customer(customer.id)}/subscriptions`;
  const mayAct = can(ctx.actor, "subscriptions:write");
  const load = async () => {
    const [{ now }, all] = await Promise.all([projectTerrain(ctx), listCustomerSubscriptions(ctx, customer)]);
    const offers = await Promise.all(
      all.map(({ row }) => (mayAct && row.phase !== "expired" ? getActions(ctx, row.id) : [])),
    );
    return all.map((held, index) => {
      const actions = offers[index] ?? [];
      const { view, ...loads } = subscriptionLoads(ctx, held, search, mostOrders);
      return {
        view,
        ...loads,
        now,
        path,
        search,
        href: links.subscription(held.row.id),
        subscriptionHref: (shown: string) => `${links.subscriptions}/${shown}`,
        sessionHref: view.sessionId ? links.session(view.sessionId) : undefined,
        transactionsHref: links.transactions(customer.id),
        actions: actions.length > 0 && (
          <ActionsMenu subscription={view.id} name={view.pricePoint} actions={actions} />
        ),
      };
    });
  };
  return (
    <Story
      factsLabel="Facts about this customer"
      facts={<CustomerFacts {...facts} tagActions={tagActions} />}
    >
      <CardBoundary what="The subscriptions">
        <Suspense key={Object.values(search).join(" ")} fallback={<CardsSkeleton />}>
          <SubscriptionCards load={load} />
        </Suspense>
      </CardBoundary>
    </Story>
  );
}
