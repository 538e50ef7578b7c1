import type { Touch } from "../schema/profiles";
import type { Random } from "./random";

export type Campaign = {
  weight: number;
  source?: string;
  medium?: string;
  campaign?: string;
  contents: readonly string[];
  clickId?: string;
  referrer?: string;
};

export const campaigns: readonly Campaign[] = [
  { weight: 24, contents: [] },
  { weight: 10, contents: [], referrer: "https://www.google.com/" },
  { weight: 4, contents: [], referrer: "https://www.reddit.com/" },
  {
    weight: 22,
    source: "facebook",
    medium: "paid_social",
    campaign: "sleep-lookalike-q4",
    contents: ["video-moon", "carousel-3", "static-quote"],
    clickId: "fbclid",
    referrer: "https://l.facebook.com/",
  },
  {
    weight: 20,
    source: "instagram",
    medium: "paid_social",
    campaign: "insomnia-reels",
    contents: ["reel-a", "reel-b"],
    clickId: "fbclid",
    referrer: "https://l.instagram.com/",
  },
  {
    weight: 16,
    source: "tiktok",
    medium: "paid_social",
    campaign: "night-owl-ugc",
    contents: ["ugc-14", "ugc-15", "ugc-22"],
    clickId: "ttclid",
    referrer: "https://www.tiktok.com/",
  },
  {
    weight: 14,
    source: "google",
    medium: "cpc",
    campaign: "brand-search",
    contents: ["exact", "phrase"],
    clickId: "gclid",
    referrer: "https://www.google.com/",
  },
  {
    weight: 6,
    source: "google",
    medium: "cpc",
    campaign: "generic-sleep-better",
    contents: ["broad"],
    clickId: "gclid",
    referrer: "https://www.google.com/",
  },
  { weight: 5, source: "newsletter", medium: "email", campaign: "weekly-42", contents: ["hero", "footer"] },
  { weight: 3, source: "podcast", medium: "audio", campaign: "deep-rest-ep-7", contents: ["mid-roll"] },
];

/** The arrival that this campaign makes on a page, and the address it was opened with. */
export function arrival(campaign: Campaign, page: string, at: Date, random: Random): Touch {
  const query = new URLSearchParams();
  const content = campaign.contents.length > 0 ? random.pick(campaign.contents) : undefined;
  if (campaign.source) query.set("utm_source", campaign.source);
  if (campaign.medium) query.set("utm_medium", campaign.medium);
  if (campaign.campaign) query.set("utm_campaign", campaign.campaign);
  if (content) query.set("utm_content", content);
  const clickIds = campaign.clickId ? { [campaign.clickId]: `demo.${random.text(24)}` } : undefined;
  for (const [name, value] of Object.entries(clickIds ?? {})) query.set(name, value);
  const text = query.toString();
  return {
    ...(campaign.source && { source: campaign.source }),
    ...(campaign.medium && { medium: campaign.medium }),
    ...(campaign.campaign && { campaign: campaign.campaign }),
    ...(content && { content }),
    ...(clickIds && { clickIds }),
    ...(campaign.referrer && { referrer: campaign.referrer }),
    url: text ? `${page}?${text}` : page,
    at: at.toISOString(),
  };
}
