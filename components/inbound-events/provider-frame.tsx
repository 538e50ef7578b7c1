import type { ReactNode } from "react";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { ProviderTabs } from "./provider-tabs";

/** Around every tab of an integration. */
export function ProviderFrame({
  name,
  href,
  integrationsHref,
  badges,
  children,
}: {
  /** Of the provider. */
  name: string;
  href: string;
  integrationsHref: string;
  badges?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Page path={[{ href: integrationsHref, label: "Integrations" }]} title={name}>
      <PageHeader title={name} badges={badges} />
      <ProviderTabs
        tabs={[
          { href, label: "Set-up" },
          { href: `${href}/events`, label: "Events" },
          { href: `${href}/products`, label: "Products" },
          { href: `${href}/reprocess`, label: "Read anew" },
        ]}
      />
      {children}
    </Page>
  );
}
