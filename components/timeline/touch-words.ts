import type { Touch } from "@/db/schema/profiles";

/** "instagram / insomnia-reels", the site that referred, or "direct". */
export function touchWords(touch: Touch | null): string {
  if (!touch) return "direct";
  const named = [touch.source, touch.campaign].filter(Boolean);
  if (named.length > 0) return named.join(" / ");
  const [network] = Object.keys(touch.clickIds ?? {});
  if (network) return `click id ${network}`;
  if (touch.referrer && URL.canParse(touch.referrer))
    return new URL(touch.referrer).hostname.replace(/^www\./, "");
  return "direct";
}
