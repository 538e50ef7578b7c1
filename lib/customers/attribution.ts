import type { Touch } from "../../db/schema/profiles";

export type Attribution = {
  network: string;
  campaign: string;
  adGroup: string;
  keyword: string;
  creative: string;
};
type Known = Partial<Attribution>;

const reserved = {
  network: "$mediaSource",
  campaign: "$campaign",
  adGroup: "$adGroup",
  keyword: "$keyword",
  creative: "$creative",
} as const satisfies Record<keyof Attribution, string>;

/**
 * RevenueCat's five columns, first and last apart. UTM values name no ad group. What a network reported stands in reserved
 * attributes, which never change once they are set: so it is part of the first.
 */
export function attributionOf(
  { firstTouch, lastTouch }: { firstTouch: Touch | null; lastTouch: Touch | null },
  attributes: readonly { key: string; value: string }[],
): { first: Known; last: Known } {
  const reported: Known = {};
  for (const column of Object.keys(reserved) as (keyof Attribution)[]) // keys of a literal object
    reported[column] = attributes.find(({ key }) => key === reserved[column])?.value;
  return { first: over(reported, utmOf(firstTouch)), last: utmOf(lastTouch) };
}

function utmOf(touch: Touch | null): Known {
  return {
    network: touch?.source,
    campaign: touch?.campaign,
    keyword: touch?.term,
    creative: touch?.content,
  };
}

function over(one: Known, other: Known): Known {
  return {
    network: one.network ?? other.network,
    campaign: one.campaign ?? other.campaign,
    adGroup: one.adGroup ?? other.adGroup,
    keyword: one.keyword ?? other.keyword,
    creative: one.creative ?? other.creative,
  };
}
