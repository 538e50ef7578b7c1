import { Time } from "@/components/shell/time";
import { Banner } from "@/components/shell/verdict";
import { ButtonLink } from "@/components/ui/button";
import { TriangleAlert } from "@/components/ui/icons";

export type Troubled = {
  id: string;
  url: string;
  href: string;
  isDisabled: boolean;
  reason: "gone" | "failing" | null;
  since: Date;
};

/** Endpoints that we disabled, or that have failed for a day: somebody must look at them. */
export function TroubleBanners({ troubled }: { troubled: Troubled[] }) {
  return troubled.map(({ id, url, href, isDisabled, reason, since }) => (
    <Banner
      key={id}
      hue="red"
      icon={<TriangleAlert aria-hidden className="size-4" />}
      title={isDisabled ? "An endpoint is disabled." : "An endpoint fails."}
      action={
        <ButtonLink size="sm" href={href}>
          Look at it
        </ButtonLink>
      }
    >
      <bdi className="wrap-anywhere">{url}</bdi>{" "}
      {isDisabled ? (
        reason === "gone" ? (
          "answered 410 Gone. Nothing is sent to it."
        ) : (
          "only failed for five days. Nothing is sent to it."
        )
      ) : (
        <>
          has not answered with success since <Time value={since} format="full" />. After five days it is
          disabled.
        </>
      )}
    </Banner>
  ));
}
