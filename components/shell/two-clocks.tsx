import { Clock } from "@/components/ui/icons";
import { formatDuration } from "./duration";
import { Time } from "./time";

/** Below this the delay is that of sending in batches, and says nothing. */
const worthSayingMs = 60_000;

/** The amber line of an entry of which we learned late. Draws nothing when both clocks agree. */
export function TwoClocks({ happened, arrived }: { happened: Date; arrived: Date }) {
  const lateMs = arrived.getTime() - happened.getTime();
  if (lateMs < worthSayingMs) return null;
  return (
    <p className="hue-amber mt-1 inline-flex flex-wrap items-center gap-x-1.5 rounded-xs bg-(--hue-bg) px-1.5 py-0.5 text-xs text-(--hue-fg)">
      <Clock aria-hidden className="size-3.5" />
      <span>
        Happened <Time value={happened} format="seconds" />, arrived <Time value={arrived} format="seconds" />
        , <b className="font-semibold">{formatDuration(lateMs)} later</b>
      </span>
    </p>
  );
}
