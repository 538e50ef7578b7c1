import { Suspense } from "react";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { CardBoundary } from "@/components/shell/card-boundary";
import { FactsOnDemand, Story } from "@/components/shell/story";
import { TransactionPanel } from "@/components/transactions/transaction-panel";
import { TransactionsCard, TransactionsSkeleton } from "@/components/transactions/transactions-card";
import { showId } from "@/lib/core/ids";
import { roleCan } from "@/lib/core/permissions";
import { customerPage } from "@/lib/http/records";
import { findOpened } from "@/lib/transactions/opened";
import { countTransactions, listCustomerTransactions } from "@/lib/transactions/queries";
import { transactionsSearch } from "@/lib/transactions/schema";
import { addTagAction, removeTagAction } from "../actions";

const tagActions = { add: addTagAction, remove: removeTagAction };

type Props = {
  params: Promise<{ project: string; customer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomerTransactionsPage({ params, searchParams }: Props) {
  const { project, customer: id } = await params;
  const { ctx, role, customer, links, facts } = await customerPage(project, id);
  const search = transactionsSearch.parse(await searchParams);
  const opened = search.open ? await findOpened(ctx, customer, search.open) : null;
  const path = links.transactions(customer.id);
  const { show, cursor } = search;
  const load = async () => {
    const [page, counts, summary] = await Promise.all([
      listCustomerTransactions(ctx, customer, { show, cursor }),
      countTransactions(ctx, customer),
      facts.money(),
    ]);
    return { page, counts, summary };
  };
  const list = (
    <CardBoundary what="Transactions">
      <Suspense key={`${show} ${cursor}`} fallback={<TransactionsSkeleton />}>
        <TransactionsCard
          load={load}
          links={links}
          path={path}
          search={search}
          openId={opened?.row.id ?? null}
          shownId={(transaction) => showId("transaction", transaction)}
        />
      </Suspense>
    </CardBoundary>
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
  const { row, order } = opened;
  const closed = new URLSearchParams({ ...(show !== "all" && { show }), ...(cursor && { cursor }) });
  return (
    <Story
      factsLabel="Facts about this transaction"
      isOpen
      facts={
        <TransactionPanel
          row={row}
          order={order}
          ids={{ transaction: showId("transaction", row.id), order: order && showId("order", order.id) }}
          links={links}
          mayRefund={roleCan(role, "billing:refund")}
          closeHref={closed.size > 0 ? `${path}?${closed}` : path}
        />
      }
    >
      {list}
    </Story>
  );
}
