"use client";

import { formatRelative, formatTime, RELATIVE_LIMIT_MS, type TimeStyle } from "./time-format";
import { useNow, useZone } from "./zone";

/**
 * `format`: "cell" in columns (clock time, zone in the head), "relative" in sentences (under 7 days, after mount), else as named.
 * The card with every notation opens on hover, and on focus where `focusable`.
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
  return format === "relative" ? (
    <RelativeTime at={new Date(value).getTime()} focusable={focusable} className={className} />
  ) : (
    <AbsoluteTime at={new Date(value).getTime()} style={format} focusable={focusable} className={className} />
  );
}

type Face = { at: number; focusable?: boolean; className?: string };

function RelativeTime({ at, ...face }: Face) {
  const now = useNow();
  const near = now !== null && Math.abs(now - at) < RELATIVE_LIMIT_MS;
  const { zone, drawnAt } = useZone();
  return (
    <Clock at={at} {...face} text={near ? formatRelative(at, now) : formatTime(at, "full", zone, drawnAt)} />
  );
}

function AbsoluteTime({ at, style, ...face }: Face & { style: TimeStyle }) {
  const { zone, drawnAt } = useZone();
  return <Clock at={at} {...face} text={formatTime(at, style, zone, drawnAt)} />;
}

function Clock({ at, text, focusable, className }: Face & { text: string }) {
  return (
    <time
      dateTime={new Date(at).toISOString()}
      data-time-card={at}
      {...(focusable && { tabIndex: 0 })}
      className={`relative z-1 rounded-xs whitespace-nowrap ${className ?? ""}`}
    >
      {text}
    </time>
  );
}
