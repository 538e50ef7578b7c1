import { z } from "zod";
import { countCharacters } from "../core/inputs";

// RevenueCat's rules for customer attributes, so that what is set here can be handed on as it is.

export const attributeLimits = { count: 50, key: 40, value: 500 } as const;

/** Keys with a meaning of their own; no others begin with a dollar. */
export const reservedKeys = [
  ..."displayName email phoneNumber ip apnsTokens fcmTokens deviceVersion attConsentStatus".split(" "),
  ..."appleRefundHandlingPreference idfa idfv gpsAdId amazonAdId androidId".split(" "),
  ..."mediaSource campaign adGroup ad keyword creative".split(" "),
  ..."appleAdsCampaignId appleAdsAdGroupId appleAdsKeywordId".split(" "),
  ..."adjustId airbridgeDeviceId airshipChannelId amplitudeDeviceId amplitudeUserId appsflyerId".split(" "),
  ..."appsflyerSharingFilter branchId brazeAliasName brazeAliasLabel clevertapId customerioId".split(" "),
  ..."fbAnonId firebaseAppInstanceId iterableCampaignId iterableTemplateId iterableUserId".split(" "),
  ..."kochavaDeviceId mixpanelDistinctId mparticleId onesignalId onesignalUserId posthogUserId".split(" "),
  ..."segmentId solarEngineDistinctId solarEngineAccountId solarEngineVisitorId".split(" "),
  ..."telemetryDeckUserId telemetryDeckAppId tenjinId".split(" "),
].map((name) => `$${name}`);

const reserved = new Set(reservedKeys);

/** Device ids and attribution stay what they were first said to be. */
const fixed = new Set(
  "idfa idfv gpsAdId ip mediaSource campaign adGroup ad keyword creative"
    .split(" ")
    .map((name) => `$${name}`),
);

const customKey = /^[a-zA-Z][a-zA-Z0-9_-]{0,39}$/;
const consentStates = ["restricted", "denied", "authorized", "unknown"];

export function isReserved(key: string): boolean {
  return reserved.has(key);
}

/** True for keys that cannot be changed or deleted once they are set. */
export function isFixed(key: string): boolean {
  return fixed.has(key);
}

/** What is wrong with a key and its value, null when nothing is. A null value deletes. */
export function attributeTrouble(key: string, value: string | null): string | null {
  if (!customKey.test(key) && !isReserved(key)) return keyTrouble(key);
  if (value === null) return null;
  if (value.length > attributeLimits.value && countCharacters(value) > attributeLimits.value)
    return `Value is too long. Use at most ${attributeLimits.value} characters.`;
  if (/[\0\p{Cs}]/u.test(value)) return "Value has characters that are broken or have no shape.";
  if (key === "$email" && !z.email().safeParse(value).success) return "Value is not a valid email address.";
  if (key === "$attConsentStatus" && !consentStates.includes(value))
    return `Value is not one of ${consentStates.join(", ")}.`;
  return null;
}

/** For what a funnel collects, which never sets reserved keys and deletes nothing. */
export function isAttribute(key: string, value: string): boolean {
  return customKey.test(key) && value !== "" && attributeTrouble(key, value) === null;
}

function keyTrouble(key: string): string {
  const problem = "Key name format is not valid.";
  if (key.startsWith("$")) return `${problem} Keys with $ are reserved, and this is none of them.`;
  return `${problem} Use a letter, then letters, digits, _ and -, at most ${attributeLimits.key} in all.`;
}
