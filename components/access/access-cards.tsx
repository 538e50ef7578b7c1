import { type ComponentProps, Suspense } from "react";
import { CardBoundary } from "@/components/shell/card-boundary";
import { SideCardSkeleton } from "@/components/shell/side-card";
import type { AccessActions, AccessOf, OfferingActions } from "./access-actions";
import { AccessCard } from "./access-card";
import { OfferingCard } from "./offering-card";

/** What the customer may use and what they are offered; each loads by itself. */
export function AccessCards({
  of,
  access,
  offering,
  actions,
  offeringActions,
}: {
  of: AccessOf;
  access: ComponentProps<typeof AccessCard>["load"];
  offering: ComponentProps<typeof OfferingCard>["load"];
  actions: AccessActions;
  offeringActions: OfferingActions;
}) {
  return (
    <>
      <CardBoundary what="Entitlements">
        <Suspense fallback={<SideCardSkeleton title="Entitlements" labels={[""]} />}>
          <AccessCard load={access} of={of} actions={actions} />
        </Suspense>
      </CardBoundary>
      <CardBoundary what="The current offering">
        <Suspense fallback={<SideCardSkeleton title="Current offering" labels={[""]} />}>
          <OfferingCard load={offering} of={of} actions={offeringActions} />
        </Suspense>
      </CardBoundary>
    </>
  );
}
