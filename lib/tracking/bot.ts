import { isbot } from "isbot";
import { rememberLatest } from "@/lib/core/remember";
import { isLoopback } from "./client-address";
import { userAgentLimit } from "./device";

const isKnownBot = rememberLatest(5_000, isbot);

/**
 * Crawlers, headless browsers, scripts, and user agents that no browser sends: none, or one longer than the limit. A
 * headless browser on this very machine is somebody's own test of a funnel, and counts as the browser that it drives.
 */
export function isBot(userAgent: string | null, address: string): boolean {
  if (userAgent === null || userAgent === "" || userAgent.length > userAgentLimit) return true;
  return isKnownBot(isLoopback(address) ? userAgent.replace("HeadlessChrome/", "Chrome/") : userAgent);
}
