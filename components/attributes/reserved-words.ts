const named: Record<string, string> = {
  $displayName: "Name to call them by",
  $email: "Email address, as an app or a service knows it",
  $phoneNumber: "Phone number",
  $ip: "IP address",
  $apnsTokens: "Apple push token",
  $fcmTokens: "Google push token",
  $deviceVersion: "Version of the device",
  $attConsentStatus: "Answer to Apple's tracking question",
  $appleRefundHandlingPreference: "What to tell Apple about refunds",
  $idfa: "Apple advertising id",
  $idfv: "Apple vendor id",
  $gpsAdId: "Google advertising id",
  $amazonAdId: "Amazon advertising id",
  $androidId: "Android id, no longer in use",
  $mediaSource: "Ad network",
  $campaign: "Campaign",
  $adGroup: "Ad group or ad set",
  $ad: "Ad",
  $keyword: "Keyword",
  $creative: "Creative",
  $appleAdsCampaignId: "Apple Ads campaign id",
  $appleAdsAdGroupId: "Apple Ads ad group id",
  $appleAdsKeywordId: "Apple Ads keyword id",
  $appsflyerSharingFilter: "Partners that AppsFlyer shares with",
  $brazeAliasName: "Name of the Braze alias",
  $brazeAliasLabel: "Label of the Braze alias",
};

const partners: Record<string, string> = {
  $adjust: "Adjust",
  $airbridge: "Airbridge",
  $airship: "Airship",
  $amplitude: "Amplitude",
  $appsflyer: "AppsFlyer",
  $branch: "Branch",
  $clevertap: "CleverTap",
  $customerio: "Customer.io",
  $fb: "Meta",
  $firebase: "Firebase",
  $iterable: "Iterable",
  $kochava: "Kochava",
  $mixpanel: "Mixpanel",
  $mparticle: "mParticle",
  $onesignal: "OneSignal",
  $posthog: "PostHog",
  $segment: "Segment",
  $solarEngine: "SolarEngine",
  $telemetryDeck: "TelemetryDeck",
  $tenjin: "Tenjin",
};

/** What a reserved key stands for, null for keys that are none. */
export function reservedWords(key: string): string | null {
  if (Object.hasOwn(named, key)) return named[key] ?? null;
  const start = Object.keys(partners).find((each) => key.startsWith(each));
  if (!start) return null;
  const rest = key.slice(start.length).replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
  return /Id$/.test(key)
    ? `Id at ${partners[start]}${rest === "Id" ? "" : ` (${rest.toLowerCase()})`}`
    : null;
}
