const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const weekdays = "Sun Mon Tue Wed Thu Fri Sat".split(" ");
const formats = new Map<string, Intl.DateTimeFormat>();
const maxFormats = 50;

export type TimeStyle = "cell" | "full" | "day" | "weekday" | "clock" | "seconds";

type Parts = {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
  offset: number;
};

function offsetOf(at: number, zone: string): number {
  if (zone === "UTC") return 0;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    if (formats.size >= maxFormats) formats.clear();
    formats.set(zone, format);
  }
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

function partsOf(at: number, zone: string): Parts {
  const offset = offsetOf(at, zone);
  const date = new Date(at + offset);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    offset,
  };
}

const two = (value: number) => String(value).padStart(2, "0");

/** "UTC", "UTC+2", "UTC-3:30": where the clock of that zone stood at that time. */
export function zoneLabel(at: number, zone: string): string {
  const minutes = Math.round(offsetOf(at, zone) / 60_000);
  if (minutes === 0) return "UTC";
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? "\u2212" : "+"}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${two(rest)}` : ""}`;
}

/** Built by hand: month names and marks of Intl differ between a server's and a browser's ICU. `cell` leaves out this year. */
export function formatTime(at: number, style: TimeStyle, zone: string, drawnAt: number): string {
  const { year, month, day, weekday, hour, minute, second } = partsOf(at, zone);
  const clock = `${two(hour)}:${two(minute)}`;
  const date = `${day} ${months[month]}`;
  switch (style) {
    case "clock":
      return clock;
    case "seconds":
      return `${clock}:${two(second)}`;
    case "day":
      return `${date} ${year}`;
    case "weekday":
      return `${weekdays[weekday]} ${date} ${year}`;
    case "cell":
      // A figure space keeps one-digit days under two-digit ones.
      return `${day < 10 ? "\u2007" : ""}${date}${year === partsOf(drawnAt, zone).year ? "" : ` ${year}`}, ${clock}`;
    case "full":
      return `${date} ${year}, ${clock} ${zoneLabel(at, zone)}`;
  }
}

const steps: [limitMs: number, unitMs: number, unit: string][] = [
  [3_600_000, 60_000, "min"],
  [86_400_000, 3_600_000, "h"],
  [Number.POSITIVE_INFINITY, 86_400_000, "d"],
];

/** "just now", "in a moment", "26 min ago", "in 3 h", "6 d ago". */
export function formatRelative(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < 45_000) return at > now ? "in a moment" : "just now";
  const [, unitMs, unit] = steps.find(([limitMs]) => distance < limitMs) ?? [0, 86_400_000, "d"];
  const amount = `${Math.max(1, Math.floor(distance / unitMs))} ${unit}`;
  return at > now ? `in ${amount}` : `${amount} ago`;
}

export const RELATIVE_LIMIT_MS = 7 * 86_400_000;
