"use client";

import type { CatalogueActions, Edited } from "./catalogue-actions";
import { EntitlementDialog } from "./entitlement-dialog";
import { OfferingDialog } from "./offering-dialog";
import { PricePointDialog } from "./price-point-dialog";
import { ProductDialog } from "./product-dialog";

/** The form of whatever is made or changed. */
export function CatalogueDialog({
  edited,
  ...rest
}: {
  slug: string;
  edited: Edited;
  actions: CatalogueActions;
  onClose: () => void;
}) {
  switch (edited.tab) {
    case "price-points":
      return <PricePointDialog {...rest} edited={edited} />;
    case "products":
      return <ProductDialog {...rest} edited={edited} />;
    case "entitlements":
      return <EntitlementDialog {...rest} edited={edited} />;
    case "offerings":
      return <OfferingDialog {...rest} edited={edited} />;
  }
}
