import { Suspense } from "react";
import { ConsentPanel, ConsentPanelSkeleton } from "@/components/consents/consent-panel";
import { CustomerFacts } from "@/components/customers/customer-facts";
import { ErasePanel } from "@/components/privacy/erase-panel";
import { ExportPanel, ExportPanelSkeleton } from "@/components/privacy/export-panel";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Story } from "@/components/shell/story";
import { listConsentLog } from "@/lib/consents/queries";
import { consentSearch } from "@/lib/consents/schema";
import { showId } from "@/lib/core/ids";
import { type Permission, roleCan, rolesWith } from "@/lib/core/permissions";
import { listConsents } from "@/lib/customers/facts";
import { customerPage } from "@/lib/http/records";
import { findPendingErasure, listExports } from "@/lib/privacy/queries";
import { addTagAction, removeTagAction } from "../actions";
import { recordConsentAction, requestErasureAction, requestExportAction } from "./actions";

const tagActions = { add: addTagAction, remove: removeTagAction };

type Props = {
  params: Promise<{ project: string; customer: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function CustomerPrivacyPage({ params, searchParams }: Props) {
  const { project: slug, customer: id } = await params;
  const { ctx, role, customer, shownId, links, facts } = await customerPage(slug, id);
  const { cursor } = consentSearch.parse(await searchParams);
  const pending = await findPendingErasure(ctx, customer);
  const path = `${links.customer(customer.id)}/privacy`;
  const refusal = (permission: Permission) =>
    roleCan(role, permission) ? undefined : `For the roles ${rolesWith(permission).join(", ")}`;
  return (
    <Story
      factsLabel="Facts about this customer"
      facts={<CustomerFacts {...facts} tagActions={tagActions} />}
    >
      <CardBoundary what="Consent">
        <Suspense key={cursor} fallback={<ConsentPanelSkeleton />}>
          <ConsentPanel
            log={() => listConsentLog(ctx, customer, { cursor })}
            holding={() => listConsents(ctx, customer)}
            path={path}
            record={{
              slug,
              customerId: shownId,
              record: recordConsentAction,
              disabledReason: refusal("customers:write"),
            }}
          />
        </Suspense>
      </CardBoundary>
      <CardBoundary what="The exports">
        <Suspense fallback={<ExportPanelSkeleton />}>
          <ExportPanel
            load={() => listExports(ctx, customer)}
            downloadHref={(exportId) => `/api/console/${slug}/exports/${showId("export", exportId)}/zip`}
            slug={slug}
            customerId={shownId}
            request={requestExportAction}
            disabledReason={refusal("customers:export")}
          />
        </Suspense>
      </CardBoundary>
      <ErasePanel
        slug={slug}
        customerId={shownId}
        name={customer.email ?? "this visitor"}
        previewHref={`/api/console${links.customer(customer.id)}/erasure`}
        customersHref={links.customers}
        request={requestErasureAction}
        disabledReason={refusal("customers:erase") ?? (pending ? "Waits to be erased already" : undefined)}
      />
    </Story>
  );
}
