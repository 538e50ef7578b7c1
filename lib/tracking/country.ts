import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type CountryResponse, Reader, type Response } from "maxmind";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/process-singleton";

const file = "node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb";

/** ISO code of the country where the address is registered. The address itself is neither kept nor logged. */
export function countryOf(address: string): string | null {
  const found = processSingleton("tracking.countries", open)?.get(address);
  // The database names its one field this way; the reader's own types describe MaxMind's files.
  const code = (found as { country_code?: unknown } | null | undefined)?.country_code;
  return typeof code === "string" && /^[A-Z]{2}$/.test(code) ? code : null;
}

function open(): Reader<CountryResponse & Response> | null {
  const place = path.join(/* turbopackIgnore: true */ process.cwd(), file);
  if (existsSync(place)) return new Reader(readFileSync(place));
  log.warn("The country database is missing, so visits have no country. Run npm ci.");
  return null;
}
