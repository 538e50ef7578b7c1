import { Clock } from "./clock";
import { LiveTime } from "./live-time";
import { requestTime } from "./request-time";
import { formatTime, type TimeStyle } from "./time-format";

/**
 * Drawn on the server. `format`: "cell" in columns (clock time, zone in the head), "relative" in sentences (under 7 days),
 * else as named.
 */
export function Time({
  value,
  format = "relative",
  focusable,
  className,
}: {
  value: Date | string | number;
  format?: TimeStyle | "relative";
  focusable?: boolean;
  className?: string;
}) {
  const face = { focusable, className };
  if (format === "relative") return <LiveTime value={value} {...face} />;
  const at = new Date(value).getTime();
  const { zone, drawnAt } = requestTime();
  return <Clock at={at} {...face} text={formatTime(at, format, zone, drawnAt)} />;
}

/** "UTC" or "Local", for the head of a time column: `Created (<ZoneName />)`. */
export function ZoneName() {
  return requestTime().zone === "UTC" ? "UTC" : "Local";
}
