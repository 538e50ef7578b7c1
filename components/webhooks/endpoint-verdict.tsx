import type { ReactNode } from "react";
import { Time } from "@/components/shell/time";
import { Verdict } from "@/components/shell/verdict";
import type { Hue } from "@/components/ui/hue";
import { Pause, RotateCw, TriangleAlert } from "@/components/ui/icons";
import type { Undelivered } from "@/lib/webhooks/deliveries";
import type { Standing } from "@/lib/webhooks/standing";

/** What is wrong with an endpoint, what waits, and the one thing to do. Nothing where all is well. */
export function EndpointVerdict({
  standing,
  actorName,
  undelivered,
  action,
}: {
  standing: Standing;
  actorName: string;
  undelivered: Undelivered;
  action: ReactNode;
}) {
  const missed = missedWords(undelivered);
  const { code, since, failures, reason } = standing;
  const say = (hue: Hue, icon: ReactNode, title: ReactNode, lead: ReactNode) => (
    <Verdict hue={hue} icon={icon} title={title} action={action}>
      {lead}
    </Verdict>
  );
  const alert = <TriangleAlert className="size-4" />;
  if (code === "disabled")
    return say(
      "red",
      alert,
      <>
        Disabled by us on <Time value={since} format="full" />
      </>,
      <>
        {reason === "gone" ? "It answered 410 Gone." : "It only failed for five days."} Nothing is sent until
        somebody enables it. {missed}
      </>,
    );
  if (code === "paused")
    return say(
      "amber",
      <Pause className="size-4" />,
      <>
        Paused by {actorName} on <Time value={since} format="full" />
      </>,
      <>What is due waits until it is resumed. {missed}</>,
    );
  if (code === "failing" || (code === "degraded" && failures > 0))
    return say(
      code === "failing" ? "red" : "amber",
      alert,
      <>
        Fails since <Time value={since} format="full" />
      </>,
      <>
        <b>{failures.toLocaleString("en")}</b> failed in a row. {missed} It is disabled after five days of
        nothing but failures.
      </>,
    );
  if (!missed) return null;
  return say("amber", <RotateCw className="size-4" />, "Some events did not get through", missed);
}

function missedWords({ failed, retrying, skipped, isExact, since }: Undelivered): ReactNode {
  if (failed + retrying + skipped === 0 || !since) return null;
  const more = isExact ? "" : "+";
  const parts = [
    retrying > 0 ? `${retrying.toLocaleString("en")}${more} wait and are tried again by themselves` : null,
    failed > 0 ? `${failed.toLocaleString("en")}${more} failed for good` : null,
    skipped > 0 ? `${skipped.toLocaleString("en")}${more} were not sent while it was off` : null,
  ].filter((part) => part !== null);
  return (
    <>
      Since <Time value={since} format="full" />, <b>{parts.join(", ")}</b>.
    </>
  );
}
