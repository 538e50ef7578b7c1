import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { SessionFacts } from "@/components/sessions/session-facts";
import { SessionHeader } from "@/components/sessions/session-header";
import { PathSkeleton, SessionPath } from "@/components/sessions/session-path";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Page } from "@/components/shell/page";
import { Story } from "@/components/shell/story";
import { showId } from "@/lib/core/ids";
import { cursorInstant, parseCursor } from "@/lib/core/page";
import { findCustomer } from "@/lib/customers/customer";
import { once } from "@/lib/http/once";
import { sessionPage } from "@/lib/http/records";
import { listAnswers } from "@/lib/sessions/answers";
import { listSessionEvents } from "@/lib/sessions/events";
import { pathOf } from "@/lib/sessions/path";
import { countSessions, countSessionsUpTo, findNeighbourSessions } from "@/lib/sessions/queries";
import { sessionSearch } from "@/lib/sessions/schema";
import { listSessionTransactions } from "@/lib/transactions/queries";
import { summariseMoney } from "@/lib/transactions/summary";
import { sumSessionsMoney } from "@/lib/transactions/totals";

/** How long after the last event a payment still belongs to the path. */
const purchaseWaitMs = 30 * 60_000;

type Props = {
  params: Promise<{ project: string; session: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project, session: id } = await params;
  const { session } = await sessionPage(project, id);
  return { title: `Visit to ${session.funnel.title ?? session.funnel.alias}` };
}

export default async function SessionPage({ params, searchParams }: Props) {
  const { project, session: id } = await params;
  const { cursor } = sessionSearch.parse(await searchParams);
  const { ctx, session, links } = await sessionPage(project, id);
  const customer = await findCustomer(ctx, session.profileId);
  if (!customer) notFound();
  const [place, total, beside] = await Promise.all([
    countSessionsUpTo(ctx, customer, session),
    countSessions(ctx, customer),
    findNeighbourSessions(ctx, customer, session),
  ]);
  const money = async () => (await sumSessionsMoney(ctx, [session.id])).get(session.id) ?? summariseMoney([]);
  const answers = once(() => listAnswers(ctx, session.id));
  const loaded = async () => {
    const [{ events, next }, given, moved] = await Promise.all([
      listSessionEvents(ctx, session.id, { cursor }),
      answers(),
      listSessionTransactions(ctx, session.id),
    ]);
    const until = next?.at ?? new Date(session.lastEventAt.getTime() + purchaseWaitMs);
    const after = cursor ? cursorInstant(parseCursor(cursor)) : undefined;
    const path = pathOf(session, events, given, { after, nextAt: next?.at });
    // Renewals belong to the visit too, and stand on the customer's page.
    const purchases = moved.filter(({ kind, occurredAt }) => kind === "charge" && occurredAt < until);
    return { path, purchases, nextCursor: next?.cursor ?? null };
  };
  const name = customer.email ?? "Anonymous visitor";
  return (
    <Page
      path={[
        { href: links.customers, label: "Customers" },
        { href: links.customer(customer.id), label: name },
      ]}
      title="Visit"
    >
      <SessionHeader
        session={session}
        shownId={showId("session", session.id)}
        customer={customer}
        place={place}
        total={total}
        links={links}
        {...beside}
      />
      <div className="border-t border-border">
        <Story
          factsLabel="Facts about this visit"
          facts={<SessionFacts session={session} answers={answers} money={money} />}
        >
          <div className="pt-4">
            <CardBoundary what="The path">
              <Suspense key={cursor} fallback={<PathSkeleton />}>
                <SessionPath
                  session={session}
                  loaded={loaded}
                  purchaseHref={(purchase) =>
                    `${links.transactions(customer.id)}?open=${showId("transaction", purchase.id)}`
                  }
                  laterHref={(next) => `${links.session(session.id)}?cursor=${next}`}
                  firstHref={cursor ? links.session(session.id) : undefined}
                />
              </Suspense>
            </CardBoundary>
          </div>
        </Story>
      </div>
    </Page>
  );
}
