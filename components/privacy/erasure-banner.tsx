import { Time } from "@/components/shell/time";
import { Banner } from "@/components/shell/verdict";
import { ButtonLink } from "@/components/ui/button";
import { TriangleAlert } from "@/components/ui/icons";
import { type CancelErasure, CancelErasureButton } from "./cancel-erasure-button";

/** On top of the pages of somebody who is going to be erased, or is being erased right now. */
export function ErasureBanner({
  isHeld,
  holdUntil,
  caseHref,
  ...cancelling
}: {
  isHeld: boolean;
  holdUntil: Date;
  caseHref: string;
  slug: string;
  erasureId: string;
  cancel: CancelErasure;
  disabledReason?: string;
}) {
  return (
    <Banner
      hue="amber"
      icon={<TriangleAlert aria-hidden className="size-4" />}
      title={isHeld ? "Waits to be erased." : "Is being erased."}
      action={
        <>
          <ButtonLink variant="ghost" href={caseHref}>
            See the case
          </ButtonLink>
          {isHeld && <CancelErasureButton {...cancelling} />}
        </>
      }
    >
      {isHeld ? (
        <>
          Everything about this person goes on <Time value={holdUntil} format="full" />.
        </>
      ) : (
        "What you see here is what is left."
      )}
    </Banner>
  );
}
