"use client";

import { usePathname } from "next/navigation";
import { Tabs } from "@/components/ui/tabs";

/** In the layout, which stays while the tab changes; so the path says which one is open. */
export function ProviderTabs({ tabs }: { tabs: { href: string; label: string }[] }) {
  const path = usePathname();
  return <Tabs label="Integration" tabs={tabs.map((tab) => ({ ...tab, current: tab.href === path }))} />;
}
