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
import { findCustomer } from "@/lib/customers/customer";
import { once } from "@/lib/http/once";
import { sessionPage } from "@/lib/http/records";
import { listAnswers } from "@/lib/sessions/answers";
import { pathOf } from "@/lib/sessions/path";
import {
  countSessions,
  countSessionsUpTo,
  findNeighbourSessions,
  listSessionEvents,
} from "@/lib/sessions/queries";

type Props = { params: Promise<{ project: string; session: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project, session: id } = await params;
  const { session } = await sessionPage(project, id);
  return { title: `Visit to ${session.funnel.title ?? session.funnel.alias}` };
}

export default async function SessionPage({ params }: Props) {
  const { project, session: id } = await params;
  const { ctx, session, links } = await sessionPage(project, id);
  const customer = await findCustomer(ctx, session.profileId);
  if (!customer) notFound();
  const [place, total, beside] = await Promise.all([
    countSessionsUpTo(ctx, customer, session),
    countSessions(ctx, customer),
    findNeighbourSessions(ctx, customer, session),
  ]);
  const answers = once(() => listAnswers(ctx, session.id));
  const loaded = async () => {
    const [{ events, isCut }, given] = await Promise.all([listSessionEvents(ctx, session.id), answers()]);
    return { path: pathOf(session, events, given), isCut };
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
          facts={<SessionFacts session={session} answers={answers} />}
        >
          <div className="pt-4">
            <CardBoundary what="The path">
              <Suspense fallback={<PathSkeleton />}>
                <SessionPath session={session} loaded={loaded} />
              </Suspense>
            </CardBoundary>
          </div>
        </Story>
      </div>
    </Page>
  );
}
