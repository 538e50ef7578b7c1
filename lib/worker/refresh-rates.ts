import { env } from "../core/env";
import { log } from "../core/log";
import { refreshRates } from "../fx/refresh";
import type { Job } from "./loop";

/** Looks every hour, and fetches once a day. Without FX_URL the rates stay those that came with Dossier. */
export function refreshExchangeRates(): Job {
  return {
    name: "fx.refresh",
    everyMs: 60 * 60_000,
    async run({ now, signal }) {
      const { fxUrl } = env();
      const kept = fxUrl === null ? 0 : await refreshRates(fxUrl, now, signal);
      if (kept > 0) log.info("exchange rates were refreshed", { kept });
      return { isMoreDue: false };
    },
  };
}
