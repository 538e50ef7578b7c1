import type { Metadata } from "next";
import { Suspense } from "react";
import type { Choice, Edited } from "@/components/catalogue/catalogue-actions";
import { CreateButton } from "@/components/catalogue/create-button";
import { EntitlementsTable } from "@/components/catalogue/entitlements-table";
import { OfferingsTable } from "@/components/catalogue/offerings-table";
import { PricePointsTable } from "@/components/catalogue/price-points-table";
import { ProductsTable } from "@/components/catalogue/products-table";
import { VersionsPanel } from "@/components/catalogue/versions-panel";
import { CardBoundary } from "@/components/shell/card-boundary";
import { Page } from "@/components/shell/page";
import { Pager } from "@/components/shell/pager";
import { Segments, Tabs } from "@/components/ui/tabs";
import type { Ctx } from "@/lib/core/ctx";
import { showId } from "@/lib/core/ids";
import { can, rolesWith } from "@/lib/core/permissions";
import { listEntitlements } from "@/lib/entitlements/queries";
import { showEntitlement } from "@/lib/entitlements/resource";
import { linksOf } from "@/lib/http/links";
import { projectCtx } from "@/lib/http/session";
import { listOfferings } from "@/lib/offerings/queries";
import { showOffering } from "@/lib/offerings/resource";
import { getPricePoint, listPricePoints, listVersions } from "@/lib/price-points/queries";
import { showPricePoint, showVersion } from "@/lib/price-points/resource";
import { catalogueSearch } from "@/lib/price-points/schema";
import { listProducts } from "@/lib/products/queries";
import { showProduct } from "@/lib/products/resource";
import * as actions from "./actions";

export const metadata: Metadata = { title: "Catalogue" };

type Props = {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

type Tab = Edited["tab"];

const tabs: Record<Tab, { label: string; create: string; nothing: string }> = {
  "price-points": {
    label: "Price points",
    create: "Create a price point",
    nothing: "No price point yet. It says what something costs, how often, and how it begins.",
  },
  products: {
    label: "Products",
    create: "Create a product",
    nothing: "No product yet. It is what you sell: price points sell it, and it opens entitlements.",
  },
  entitlements: {
    label: "Entitlements",
    create: "Create an entitlement",
    nothing: "No entitlement yet. It is what customers may use, by the key that your apps ask for.",
  },
  offerings: {
    label: "Offerings",
    create: "Create an offering",
    nothing: "No offering yet. It is the set of packages that a paywall shows.",
  },
};
const order: Tab[] = ["price-points", "products", "entitlements", "offerings"];

const pageSize = 50;
// More than anybody scrolls through in a list of choices.
const allChoices = { limit: 200 };

const catalogueActions = {
  createPricePoint: actions.createPricePointAction,
  changePricePoint: actions.changePricePointAction,
  archivePricePoint: actions.archivePricePointAction,
  unarchivePricePoint: actions.unarchivePricePointAction,
  createProduct: actions.createProductAction,
  updateProduct: actions.updateProductAction,
  archiveProduct: actions.archiveProductAction,
  unarchiveProduct: actions.unarchiveProductAction,
  createEntitlement: actions.createEntitlementAction,
  renameEntitlement: actions.renameEntitlementAction,
  archiveEntitlement: actions.archiveEntitlementAction,
  unarchiveEntitlement: actions.unarchiveEntitlementAction,
  createOffering: actions.createOfferingAction,
  updateOffering: actions.updateOfferingAction,
  makeOfferingCurrent: actions.makeOfferingCurrentAction,
  archiveOffering: actions.archiveOfferingAction,
  unarchiveOffering: actions.unarchiveOfferingAction,
};

export default async function CataloguePage({ params, searchParams }: Props) {
  const { project } = await params;
  const { ctx } = await projectCtx(project, "billing:read");
  const { tab, archived, cursor, point } = catalogueSearch.parse(await searchParams);
  const isArchived = archived === "true";
  const path = linksOf(project).catalogue;
  const href = (to: { tab?: Tab; archived?: boolean; cursor?: string; point?: string }) => {
    const query = new URLSearchParams();
    if ((to.tab ?? tab) !== "price-points") query.set("tab", to.tab ?? tab);
    if (to.archived ?? (to.tab === undefined && isArchived)) query.set("archived", "true");
    if (to.cursor) query.set("cursor", to.cursor);
    if (to.point) query.set("point", to.point);
    return query.size > 0 ? `${path}?${query}` : path;
  };
  const choices = await listChoices(ctx, tab);
  const disabledReason = can(ctx.actor, "catalogue:write")
    ? undefined
    : `For the roles ${rolesWith("catalogue:write").join(", ")}`;
  const page = { limit: pageSize, cursor };
  const table = {
    slug: project,
    actions: catalogueActions,
    disabledReason,
    nothing: isArchived ? "Nothing is archived." : tabs[tab].nothing,
  };
  const { content, nextCursor } = await listed();
  return (
    <Page title="Catalogue">
      <Tabs
        label="Catalogue"
        tabs={order.map((each) => ({
          href: href({ tab: each }),
          label: tabs[each].label,
          current: each === tab,
        }))}
      />
      <div className="flex flex-wrap items-center gap-2 px-(--gutter) py-2">
        <Segments
          label="In use or archived"
          tabs={[
            { href: href({ archived: false }), label: "In use", current: !isArchived },
            { href: href({ archived: true }), label: "Archived", current: isArchived },
          ]}
        />
        <div className="ms-auto">
          <CreateButton
            slug={project}
            words={tabs[tab].create}
            edited={{ tab, choices }}
            actions={catalogueActions}
            disabledReason={disabledReason}
          />
        </div>
      </div>
      {tab === "price-points" && point && (
        <div className="mb-2 border-b border-border pb-4">
          <CardBoundary what="The versions">
            <Suspense key={point}>
              <VersionsPanel
                closeHref={href({ cursor })}
                load={async () => {
                  const pricePoint = await getPricePoint(ctx, point);
                  const versions = (await listVersions(ctx, pricePoint.id)).map(showVersion);
                  return { pricePoint: showPricePoint(pricePoint), versions };
                }}
              />
            </Suspense>
          </CardBoundary>
        </div>
      )}
      {content}
      <Pager
        label="Pages of the catalogue"
        previous={cursor ? { href: href({}), words: "First page" } : null}
        next={nextCursor ? { href: href({ cursor: nextCursor }), words: "Next page" } : null}
      />
    </Page>
  );

  async function listed() {
    const filter = { archived: isArchived };
    if (tab === "products") {
      const { rows, nextCursor } = await listProducts(ctx, filter, page);
      const shown = rows.map(showProduct);
      return { nextCursor, content: <ProductsTable {...table} rows={shown} entitlements={choices} /> };
    }
    if (tab === "entitlements") {
      const { rows, nextCursor } = await listEntitlements(ctx, filter, page);
      return { nextCursor, content: <EntitlementsTable {...table} rows={rows.map(showEntitlement)} /> };
    }
    if (tab === "offerings") {
      const { rows, nextCursor } = await listOfferings(ctx, filter, page);
      const shown = rows.map(showOffering);
      return { nextCursor, content: <OfferingsTable {...table} rows={shown} pricePoints={choices} /> };
    }
    const { rows, nextCursor } = await listPricePoints(ctx, filter, page);
    return {
      nextCursor,
      content: (
        <PricePointsTable
          {...table}
          rows={rows.map(showPricePoint)}
          products={choices}
          openId={point}
          hrefOf={(id) => href({ cursor, point: id })}
        />
      ),
    };
  }
}

/** What the forms of a tab let one choose from. */
async function listChoices(ctx: Ctx, tab: Tab): Promise<Choice[]> {
  if (tab === "entitlements") return [];
  const inUse = { archived: false };
  if (tab === "price-points") {
    const { rows } = await listProducts(ctx, inUse, allChoices);
    return rows.map(({ id, name }) => ({ id: showId("product", id), name }));
  }
  if (tab === "products") {
    const { rows } = await listEntitlements(ctx, inUse, allChoices);
    return rows.map(({ id, name }) => ({ id: showId("entitlement", id), name }));
  }
  const { rows } = await listPricePoints(ctx, inUse, allChoices);
  return rows.map(({ id, ident }) => ({ id: showId("pricePoint", id), name: ident }));
}
