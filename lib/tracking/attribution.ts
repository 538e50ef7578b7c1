import type { Touch } from "@/db/schema/profiles";
import { cleanText, cutText } from "./clean-text";

export const urlLimit = 2048;
const valueLimit = 256;

/** Parameters that advertising networks add to a click: Google, Meta, TikTok, Microsoft, X, LinkedIn, Pinterest, Snapchat. */
export const clickIdParameters = [
  "gclid",
  "wbraid",
  "gbraid",
  "fbclid",
  "ttclid",
  "msclkid",
  "twclid",
  "li_fat_id",
  "epik",
  "ScCid",
] as const;

const utmParameters = ["source", "medium", "campaign", "term", "content"] as const;

/** Where a visit came from, read from the URL it began on. */
export function touchOf(url: URL, referrer: string | null, at: Date): Touch {
  const touch: Touch = { url: cutText(url.href, urlLimit), at: at.toISOString() };
  if (referrer && isOutside(referrer, url)) touch.referrer = referrer;
  if (url.search === "") return touch;
  const parameters = url.searchParams;
  for (const name of utmParameters) {
    const value = parameterText(parameters.get(`utm_${name}`));
    if (value) touch[name] = value;
  }
  for (const name of clickIdParameters) {
    const value = parameterText(parameters.get(name));
    if (!value) continue;
    touch.clickIds ??= {};
    touch.clickIds[name] = value;
  }
  return touch;
}

/** A visit that nothing sent here: it never takes the place of a campaign as the last touch. */
export function isDirect(touch: Touch): boolean {
  return !(touch.referrer || touch.clickIds || utmParameters.some((name) => touch[name]));
}

function isOutside(referrer: string, url: URL): boolean {
  return !URL.canParse(referrer) || new URL(referrer).host !== url.host;
}

function parameterText(text: string | null): string | null {
  return text ? cutText(cleanText(text.trim()), valueLimit) : null;
}
