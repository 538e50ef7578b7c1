import { isbot } from "isbot";
import { userAgentLimit } from "./device";

/** Crawlers, headless browsers, scripts, and user agents that no browser sends: none, or one longer than the limit. */
export function isBot(userAgent: string | null): boolean {
  return userAgent === null || userAgent === "" || userAgent.length > userAgentLimit || isbot(userAgent);
}
