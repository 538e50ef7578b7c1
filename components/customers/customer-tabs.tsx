"use client";

import { usePathname } from "next/navigation";
import { Tabs } from "@/components/ui/tabs";

/** In the layout, which stays while the tab changes; so the path says which one is open. */
export function CustomerTabs({
  href,
  sessions,
  transactions,
  subscriptions,
  attributes,
  notes,
  events,
}: {
  href: string;
  sessions: number;
  transactions: number;
  subscriptions: number;
  attributes: number;
  notes: number;
  events: number;
}) {
  const path = usePathname();
  const tabs = [
    { href, label: "Timeline" },
    { href: `${href}/sessions`, label: "Sessions", count: sessions },
    { href: `${href}/transactions`, label: "Transactions", count: transactions },
    { href: `${href}/subscriptions`, label: "Subscriptions", count: subscriptions },
    { href: `${href}/attribution`, label: "Ids and attribution" },
    { href: `${href}/attributes`, label: "Attributes", count: attributes },
    { href: `${href}/notes`, label: "Notes", count: notes },
    { href: `${href}/privacy`, label: "Privacy" },
    { href: `${href}/webhooks`, label: "Webhook events", count: events },
  ];
  return <Tabs label="Customer" tabs={tabs.map((tab) => ({ ...tab, current: tab.href === path }))} />;
}
