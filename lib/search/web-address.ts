/** Dashboards whose pages name a customer; anything that stands in the address of another page is tried too. */
const sites: { name: string; host: RegExp }[] = [
  { name: "Stripe", host: /(^|\.)stripe\.com$/ },
  { name: "RevenueCat", host: /(^|\.)revenuecat\.com$/ },
  { name: "Adapty", host: /(^|\.)adapty\.io$/ },
  { name: "PayPal", host: /(^|\.)paypal\.com$/ },
];

/** Words of paths that are no identifier of anyone. */
const words = new Set([
  "customers",
  "customer",
  "profiles",
  "users",
  "projects",
  "payments",
  "dashboard",
  "test",
]);

export function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) || /^(\/[\w-]+){2,}/.test(text) || isBareAddress(text);
}

/** Everything in an address that may be an identifier, the last parts of its path first. */
export function valuesInAddress(text: string): { values: string[]; site: string | null } {
  const whole = isBareAddress(text) ? `https://${text}` : text;
  if (!URL.canParse(whole, "https://console.invalid")) return { values: [text], site: null };
  const url = new URL(whole, "https://console.invalid");
  const site = sites.find(({ host }) => host.test(url.hostname))?.name ?? null;
  const path = url.pathname.split("/").map(decoded).toReversed();
  const hash = url.hash
    .slice(1)
    .split(/[/?&=]/)
    .map(decoded)
    .toReversed();
  const query = [...url.searchParams.values()];
  const values = [...hash, ...path, ...query]
    // Percent signs may hide what the database refuses.
    .map((value) => value.replaceAll("\0", ""))
    .filter((value) => value.length > 1 && !words.has(value));
  return { values: [...new Set(values)], site };
}

/** An address as a browser's bar shows it, without its scheme. */
function isBareAddress(text: string): boolean {
  return /^([a-z0-9-]+\.)+[a-z]{2,}\/\S+$/i.test(text) && !text.includes("@");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
