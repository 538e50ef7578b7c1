import Bowser from "bowser";
import { rememberLatest } from "@/lib/core/remember";
import { cleanText, cutText } from "./clean-text";

export const userAgentLimit = 512;

export type Device = {
  userAgent: string | null;
  browser: string | null;
  browserVersion: string | null;
  os: string | null;
  osVersion: string | null;
  kind: "phone" | "tablet" | "desktop" | "other";
};

// Browsers inside apps: half the traffic of an advertised funnel, and all of them "Safari" or "Chrome" to a parser.
const inApp: [pattern: RegExp, name: string][] = [
  [/\bInstagram ([\d.]+)/, "Instagram"],
  [/\bmusical_ly_([\d.]+)|\btrill_([\d.]+)|\bBytedanceWebview\//, "TikTok"],
  [/\bFB(?:AV|SV)\/([\d.]+)|\bFB(?:AN|_IAB)\//, "Facebook"],
  [/\bSnapchat[ /]([\d.]+)/, "Snapchat"],
  [/\[Pinterest\/|\bPinterest for \w+\/([\d.]+)/, "Pinterest"],
];

const desktops = new Set(["Windows", "macOS", "Linux", "Chrome OS"]);

const parsed = rememberLatest(5_000, parse);

/** What the user agent says about browser, system and device. Only its first 512 characters are read. */
export function deviceOf(userAgent: string | null): Device {
  return parsed(cutText(cleanText(userAgent ?? ""), userAgentLimit));
}

function parse(userAgent: string): Device {
  if (userAgent === "")
    return {
      userAgent: null,
      browser: null,
      browserVersion: null,
      os: null,
      osVersion: null,
      kind: "other",
    };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const app = inAppBrowser(userAgent);
  return {
    userAgent,
    browser: app?.name ?? (browser.name || null),
    browserVersion: app ? app.version : browser.version || null,
    os: os.name || null,
    osVersion: (os.name === "Windows" ? os.versionName : undefined) ?? (os.version || null),
    kind: kindOf(platform.type, os.name),
  };
}

function inAppBrowser(userAgent: string): { name: string; version: string | null } | null {
  for (const [pattern, name] of inApp) {
    const match = pattern.exec(userAgent);
    if (match) return { name, version: match.slice(1).find((part) => part) ?? null };
  }
  return null;
}

function kindOf(type: string | undefined, os: string | undefined): Device["kind"] {
  if (type === "mobile") return "phone";
  if (type === "tablet" || type === "desktop") return type;
  return type === undefined && os !== undefined && desktops.has(os) ? "desktop" : "other";
}
