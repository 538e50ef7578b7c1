"use client";

import { Clock } from "./clock";
import { formatRelative, formatTime, RELATIVE_LIMIT_MS, type TimeStyle } from "./time-format";
import { useNow, useZone } from "./zone";

type Props = {
  value: Date | string | number;
  format?: TimeStyle | "relative";
  focusable?: boolean;
  className?: string;
};

/** `Time` where it must be drawn in the browser: inside a client component, and to say how long ago it was. */
export function LiveTime({ value, format = "relative", ...face }: Props) {
  const at = new Date(value).getTime();
  return format === "relative" ? (
    <RelativeTime at={at} {...face} />
  ) : (
    <AbsoluteTime at={at} style={format} {...face} />
  );
}

type Face = { at: number; focusable?: boolean; className?: string };

function RelativeTime({ at, ...face }: Face) {
  const { zone, drawnAt } = useZone();
  // Until mounted the time of the drawing, so that the words do not change their length under what stands beside them.
  const now = useNow() ?? drawnAt;
  const isNear = Math.abs(now - at) < RELATIVE_LIMIT_MS;
  return (
    <Clock
      at={at}
      {...face}
      text={isNear ? formatRelative(at, now) : formatTime(at, "full", zone, drawnAt)}
    />
  );
}

function AbsoluteTime({ at, style, ...face }: Face & { style: TimeStyle }) {
  const { zone, drawnAt } = useZone();
  return <Clock at={at} {...face} text={formatTime(at, style, zone, drawnAt)} />;
}
