import type { ReactNode } from "react";
import { Time } from "@/components/shell/time";
import { Verdict } from "@/components/shell/verdict";
import { Clock, TriangleAlert } from "@/components/ui/icons";
import type { InboundEventRow } from "@/lib/inbound-events/queries";
import { counted } from "./inbound-words";

/** Why an event did nothing yet, when it is tried again, and what a person can do. Draws nothing once it is done. */
export function InboundVerdict({
  event,
  problem,
  fix,
  action,
}: {
  event: InboundEventRow;
  /** What is wrong in a few words, and what a person does about it. */
  problem: string | null;
  fix: string | null;
  action?: ReactNode;
}) {
  const { state, errorCode, error, attempts, nextAttemptAt } = event;
  if (state !== "parked" && state !== "waiting") return null;
  const isParked = state === "parked";
  return (
    <Verdict
      hue={isParked ? "red" : errorCode ? "amber" : "blue"}
      icon={isParked ? <TriangleAlert aria-hidden /> : <Clock aria-hidden />}
      title={problem ? `${isParked ? "Parked" : "Waits"}: ${problem.toLowerCase()}` : "Waits for its turn"}
      action={action}
    >
      <p className="wrap-anywhere">
        {error && <bdi>{error} </bdi>}
        {fix && `${fix} `}
        {attempts > 0 && `Tried ${counted(attempts, "time")}. `}
        {nextAttemptAt ? (
          <>
            Next try <Time value={nextAttemptAt} />.
          </>
        ) : (
          "It is not tried again by itself."
        )}
      </p>
    </Verdict>
  );
}
