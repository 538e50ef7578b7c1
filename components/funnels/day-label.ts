const format = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "20 Aug 2026" for the UTC day 2026-08-20. */
export function dayLabel(day: string): string {
  return format.format(new Date(`${day}T00:00:00Z`));
}
