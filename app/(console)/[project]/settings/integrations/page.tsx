import type { Metadata } from "next";
import { DiffersBadge } from "@/components/integrations/differs";
import { IntegrationCard } from "@/components/integrations/integration-card";
import { Page } from "@/components/shell/page";
import { once } from "@/lib/http/once";
import { projectCtx } from "@/lib/http/session";
import { listDifferences } from "@/lib/inbound-events/provider-differences";
import { listIntegrationCards } from "@/lib/integrations/queries";

export const metadata: Metadata = { title: "Integrations" };

type Props = { params: Promise<{ project: string }> };

export default async function IntegrationsPage({ params }: Props) {
  const { ctx, project } = await projectCtx((await params).project, "integrations:read");
  const cards = await listIntegrationCards(ctx);
  const differences = once(() => listDifferences(ctx));
  return (
    <Page title="Integrations">
      <ul className="grid max-w-250 grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-4 px-(--gutter) py-6">
        {cards.map((card) => (
          <IntegrationCard
            key={card.provider}
            card={card}
            href={`/${project.slug}/settings/integrations/${card.provider}`}
            differs={<DiffersBadge load={differences} provider={card.provider} />}
          />
        ))}
      </ul>
    </Page>
  );
}
