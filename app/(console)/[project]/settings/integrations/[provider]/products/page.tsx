import type { Metadata } from "next";
import { providerNames } from "@/components/customers/provider-names";
import { termsWords } from "@/components/inbound-events/inbound-words";
import { ProviderFrame } from "@/components/inbound-events/provider-frame";
import { ProviderProducts } from "@/components/inbound-events/provider-products";
import { Nothing } from "@/components/shell/empty-state";
import { showId } from "@/lib/core/ids";
import { providerPage } from "@/lib/http/records";
import { listSoldProducts, listUnknownProducts } from "@/lib/inbound-events/sold-products";
import { listPricePoints } from "@/lib/price-points/queries";
import { mapProductAction } from "../../events/actions";

export const metadata: Metadata = { title: "Products of a provider" };

type Props = {
  params: Promise<{ project: string; provider: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// More than anybody scrolls through in a list of choices.
const mostChoices = 200;

export default async function ProviderProductsPage({ params, searchParams }: Props) {
  const { project, provider: asked } = await params;
  const { ctx, provider, integration, links, frame, disabledReason } = await providerPage(project, asked);
  const name = providerNames[provider];
  if (!integration)
    return (
      <ProviderFrame {...frame} name={name}>
        <Nothing>{name} is not set up, so nothing of its products is known.</Nothing>
      </ProviderFrame>
    );
  const { map } = await searchParams;
  const [sold, unknown, { rows: pricePoints }] = await Promise.all([
    listSoldProducts(ctx, integration.id),
    listUnknownProducts(ctx, integration.id),
    listPricePoints(ctx, { archived: false }, { limit: mostChoices }),
  ]);
  return (
    <ProviderFrame {...frame} name={name}>
      <ProviderProducts
        slug={project}
        integration={showId("integration", integration.id)}
        name={name}
        sold={sold.map((row) => ({ ...row, pricePointId: showId("pricePoint", row.pricePointId) }))}
        unknown={unknown}
        choices={pricePoints.map(({ id, ident, productName, terms }) => ({
          id: showId("pricePoint", id),
          name: `${ident} · ${productName} · ${termsWords({
            price: { minor: terms.priceMinor, currency: terms.currency, exponent: terms.exponent },
            period:
              terms.periodUnit && terms.periodCount
                ? { unit: terms.periodUnit, count: terms.periodCount }
                : null,
          })}`,
        }))}
        mapped={typeof map === "string" ? map : undefined}
        cataloguePath={links.catalogue}
        readAnewHref={`${links.integration(provider)}/reprocess`}
        save={mapProductAction}
        disabledReason={disabledReason}
      />
    </ProviderFrame>
  );
}
