import { cookies } from "next/headers";
import { cache, use } from "react";
import { ZONE_COOKIE } from "./preferences";
import { zoneOf } from "./zone-name";

/** The zone that this person reads times in, and when the page was drawn: that decides which dates need their year. */
export function requestTime(): { zone: string; drawnAt: number } {
  return ofZone(use(cookies()).get(ZONE_COOKIE)?.value);
}

const ofZone = cache((cookie: string | undefined) => ({ zone: zoneOf(cookie), drawnAt: Date.now() }));
