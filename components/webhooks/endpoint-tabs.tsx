"use client";

import { usePathname } from "next/navigation";
import { Tabs } from "@/components/ui/tabs";

/** In the layout, which stays while the tab changes; so the path says which one is open. */
export function EndpointTabs({ href, mayTest }: { href: string; mayTest: boolean }) {
  const path = usePathname();
  const tabs = [
    { href, label: "Deliveries" },
    { href: `${href}/replay`, label: "Replay" },
    { href: `${href}/settings`, label: "Settings" },
    { href: `${href}/secrets`, label: "Secrets" },
    ...(mayTest ? [{ href: `${href}/test`, label: "Test" }] : []),
  ];
  return <Tabs label="Endpoint" tabs={tabs.map((tab) => ({ ...tab, current: tab.href === path }))} />;
}
