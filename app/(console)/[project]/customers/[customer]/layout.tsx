import type { Metadata } from "next";
import type { ReactNode } from "react";
import { CustomerHeader } from "@/components/customers/customer-header";
import { CustomerTabs } from "@/components/customers/customer-tabs";
import { Page } from "@/components/shell/page";
import { findNeighbours } from "@/lib/customers/neighbours";
import { customerPage } from "@/lib/http/records";
import { countSessions } from "@/lib/sessions/queries";

type Props = { params: Promise<{ project: string; customer: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { project, customer: id } = await params;
  const { customer } = await customerPage(project, id);
  return { title: customer.email ?? "Anonymous visitor" };
}

export default async function CustomerLayout({ params, children }: Props & { children: ReactNode }) {
  const { project, customer: id } = await params;
  const { ctx, customer, shownId, links } = await customerPage(project, id);
  const [sessions, { newerId, olderId }] = await Promise.all([
    countSessions(ctx, customer),
    findNeighbours(ctx, customer),
  ]);
  return (
    <Page
      path={[{ href: links.customers, label: "Customers" }]}
      title={customer.email ?? "Anonymous visitor"}
    >
      <CustomerHeader
        customer={customer}
        shownId={shownId}
        newerHref={newerId ? links.customer(newerId) : undefined}
        olderHref={olderId ? links.customer(olderId) : undefined}
      />
      <CustomerTabs href={links.customer(customer.id)} sessions={sessions} />
      {children}
    </Page>
  );
}
