"use client";

import { formatRelative, formatTime } from "./time-format";
import { useNow } from "./zone";

/** Relative, UTC, local and Unix, each a click from the clipboard. */
export function TimeCard({ at }: { at: number }) {
  const now = useNow() ?? at;
  const local = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const lines: [string, string][] = [
    ["Relative", formatRelative(at, now)],
    ["UTC", `${formatTime(at, "day", "UTC", at)}, ${formatTime(at, "seconds", "UTC", at)}`],
    [
      local === "UTC" ? "Local" : local,
      `${formatTime(at, "day", local, at)}, ${formatTime(at, "seconds", local, at)}`,
    ],
    ["Unix ms", String(at)],
  ];
  return (
    <ul className="grid">
      {lines.map(([name, value]) => (
        <li key={name}>
          <button
            type="button"
            data-copy={value}
            data-copy-label={`${name} time`}
            className="flex w-full items-center justify-between gap-6 rounded-xs px-2 py-1 hover:bg-active"
          >
            <span className="text-text-muted">
              <span className="sr-only">Copy </span>
              {name}
            </span>
            <span>{value}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
