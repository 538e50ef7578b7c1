const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** "Sweden" for SE; a code that is no country stays as it is. */
export function countryName(code: string | null): string {
  if (!code) return "Unknown";
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}
