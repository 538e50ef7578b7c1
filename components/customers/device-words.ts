type Device = {
  browser: string | null;
  browserVersion: string | null;
  os: string | null;
  osVersion: string | null;
};

/** "Safari 26 · iOS 26"; "Unknown device" where the user agent said nothing. */
export function deviceWords({ browser, browserVersion, os, osVersion }: Device): string {
  const words = [named(browser, browserVersion), named(os, osVersion)].filter((part) => part !== "");
  return words.join(" · ") || "Unknown device";
}

function named(name: string | null, version: string | null): string {
  if (!name) return "";
  const major = version?.split(".")[0];
  return major ? `${name} ${major}` : name;
}
