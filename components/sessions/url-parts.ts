export type UrlParameter = { name: string; value: string; isSecret: boolean };
export type UrlParts = { origin: string; path: string; parameters: UrlParameter[] };

const secretName = /^(token|(access|id)[-_]?token|password|secret|api[-_]?key|authorization)$/i;
const firstNames = ["utm_campaign", "utm_source", "utm_medium", "utm_content", "utm_term"];

/** An address taken apart: campaign first, then the other parameters; what looks like a secret is marked. */
export function urlParts(address: string): UrlParts {
  if (!URL.canParse(address)) return { origin: "", path: address, parameters: [] };
  const url = new URL(address);
  const parameters = [...url.searchParams].map(([name, value]) => ({
    name,
    value,
    isSecret: secretName.test(name) && value !== "",
  }));
  return {
    origin: url.origin,
    path: decoded(url.pathname),
    parameters: parameters.toSorted((a, b) => rank(a.name) - rank(b.name)),
  };
}

/** The whole address, each character as it was sent, but for the values of secrets. */
export function maskedUrl(address: string): string {
  if (!URL.canParse(address)) return address;
  return address.replaceAll(/([?&])([^=&#]*)=([^&#]+)/g, (pair, mark: string, name: string) =>
    secretName.test(nameOf(name)) ? `${mark}${name}=hidden` : pair,
  );
}

function nameOf(encoded: string): string {
  return [...new URLSearchParams(`${encoded}=`).keys()][0] ?? "";
}

function rank(name: string): number {
  const place = firstNames.indexOf(name);
  return place === -1 ? firstNames.length : place;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
