import { isbot } from "isbot";
import { userAgentLimit } from "./device";
import { rememberLatest } from "./remember";

const isKnownBot = rememberLatest(5_000, isbot);

/** Crawlers, headless browsers, scripts, and user agents that no browser sends: none, or one longer than the limit. */
export function isBot(userAgent: string | null): boolean {
  return userAgent === null || userAgent === "" || userAgent.length > userAgentLimit || isKnownBot(userAgent);
}
