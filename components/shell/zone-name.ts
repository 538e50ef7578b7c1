const zones = new Set(Intl.supportedValuesOf("timeZone"));

/** "UTC", or the IANA name of the browser's zone when the person chose Local; anything else is UTC. */
export function zoneOf(cookie: string | undefined): string {
  if (!cookie || cookie.length > 64) return "UTC";
  const asked = cookie.replaceAll("%2F", "/");
  if (zones.has(asked)) return asked;
  const zone = presentName(asked);
  return zone && zones.has(zone) ? zone : "UTC";
}

/** Browsers and servers may differ in which of a zone's names is the present one: Asia/Calcutta, Asia/Kolkata. */
function presentName(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
