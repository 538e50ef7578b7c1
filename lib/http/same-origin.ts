/** True when a browser sent this from one of our own pages. A request that does not say where it comes from is refused. */
export function isSameOrigin(headers: Headers, appUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  return headers.get("origin") === appUrl && (site === null || site === "same-origin");
}
