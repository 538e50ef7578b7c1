import { Suspense } from "react";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { SessionsCard, SessionsSkeleton } from "@/components/sessions/sessions-card";
import { CardBoundary } from "@/components/shell/card-boundary";
import { FactsOnDemand } from "@/components/shell/story";
import { customerPage } from "@/lib/http/records";
import { listSessions } from "@/lib/sessions/queries";
import { sessionsSearch } from "@/lib/sessions/schema";
import { sumSessionsMoney } from "@/lib/transactions/totals";
import { addTagAction, removeTagAction } from "../actions";

const tagActions = { add: addTagAction, remove: removeTagAction };

type Props = {
  params: Promise<{ project: string; customer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomerSessionsPage({ params, searchParams }: Props) {
  const { project, customer: id } = await params;
  const { ctx, customer, links, facts } = await customerPage(project, id);
  const search = sessionsSearch.parse(await searchParams);
  const isNewestFirst = search.order === "newest";
  const load = async () => {
    const page = await listSessions(ctx, customer, { cursor: search.cursor, isNewestFirst });
    const paid = await sumSessionsMoney(
      ctx,
      page.rows.map(({ id }) => id),
    );
    return { page, paid };
  };
  return (
    <>
      <FactsOnDemand label="Facts about this customer">
        <CustomerFacts {...facts} tagActions={tagActions} />
      </FactsOnDemand>
      <CardBoundary what="Sessions">
        <Suspense key={`${search.order} ${search.cursor}`} fallback={<SessionsSkeleton />}>
          <SessionsCard
            load={load}
            links={links}
            path={`${links.customer(customer.id)}/sessions`}
            search={search}
          />
        </Suspense>
      </CardBoundary>
    </>
  );
}
