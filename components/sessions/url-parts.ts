import { isSecretParameter } from "@/lib/sessions/schema";

export type UrlParameter = { name: string; value: string; isSecret: boolean };
export type UrlParts = { origin: string; path: string; parameters: UrlParameter[] };

const firstNames = ["utm_campaign", "utm_source", "utm_medium", "utm_content", "utm_term"];

/** An address taken apart: campaign first, then the other parameters; what looks like a secret is marked. */
export function urlParts(address: string): UrlParts {
  if (!URL.canParse(address)) return { origin: "", path: address, parameters: [] };
  const url = new URL(address);
  const parameters = [...url.searchParams].map(([name, value]) => ({
    name,
    value,
    isSecret: isSecretParameter(name) && value !== "",
  }));
  return {
    origin: url.origin,
    path: decoded(url.pathname),
    parameters: parameters.toSorted((a, b) => rank(a.name) - rank(b.name)),
  };
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
