import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { isLoopbackHost } from "./env-values";
import { AppError } from "./errors";

/** An address that a host was found to have, and that may be connected to. */
export type SafeAddress = { address: string; family: 4 | 6 };
export type Resolve = (host: string) => Promise<string[]>;

export type AddressRules = {
  /** Ranges of the operator's own network that may be connected to all the same. */
  allowPrivate: readonly string[];
  resolve: Resolve;
};

export type FoundAddresses =
  | { addresses: [SafeAddress, ...SafeAddress[]] }
  | { refused: "blocked_address" | "dns" };

const publicPorts = new Set(["", "80", "443", "8080", "8443"]);
const longestUrl = 2_000;
/** Public by their number, but a cloud's own servers answer there with what only its guests may know. */
const metadata = ["168.63.129.16/32"];
const globalIpv6 = "2000::/3";

/**
 * What is refused of an address for how it is written, before any name is looked up. The sentence is the same for whatever
 * is forbidden about it, so that nobody learns what lies in the operator's network.
 */
export function parseSafeUrl(text: string): URL | null {
  if (text.length > longestUrl || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  return isWeb && url.hostname !== "" && url.username === "" && url.password === "" ? url : null;
}

/**
 * Every address of the URL's host, or why none may be connected to. One forbidden address among several refuses all.
 * Plain http and unusual ports are for the operator's own ranges.
 */
export async function findSafeAddresses(url: URL, rules: AddressRules): Promise<FoundAddresses> {
  const host = hostOf(url);
  let found: string[];
  try {
    found = isIP(host) ? [host] : await rules.resolve(host);
  } catch {
    return { refused: "dns" };
  }
  const addresses = found.map((address) => address.replace(/%.*$/, ""));
  const [first, ...rest] = addresses.map((address) => ({ address, family: familyOf(address) }));
  if (!first) return { refused: "dns" };
  const areAllowed = addresses.every((address) => isInside(address, rules.allowPrivate));
  const arePublic = addresses.every(isPublic) && url.protocol === "https:" && publicPorts.has(url.port);
  return areAllowed || arePublic ? { addresses: [first, ...rest] } : { refused: "blocked_address" };
}

/** For forms and the API, before an address is kept. It is looked at again at each request. */
export async function checkUrl(text: string, rules: AddressRules, field = "url"): Promise<string> {
  const url = parseSafeUrl(text);
  const found = url && (await findSafeAddresses(url, rules));
  // A name that nobody knows yet may be known tomorrow, but must not open the way for plain http.
  const isUnknown = url?.protocol === "https:" && publicPorts.has(url.port);
  if (!url || !found || ("refused" in found && !(found.refused === "dns" && isUnknown))) {
    const message = "Use a public https address, without a user name, on port 443 or 8443";
    throw new AppError("invalid", message, { [field]: message });
  }
  url.hash = "";
  return url.href;
}

/** Asks the name servers in its own time: the system's call would block a thread that everything else needs too. */
export function nameServers(timeoutMs = 2_000): Resolve {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  return async (host) => {
    if (isLoopbackHost(host)) return ["127.0.0.1", "::1"];
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    if (addresses.length === 0) throw new Error("the name has no address");
    return addresses;
  };
}

/** The host as it is looked up: without brackets, and without the dot that ends an absolute name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

function familyOf(address: string): 4 | 6 {
  return isIP(address) === 6 ? 6 : 4;
}

/** IPv4 in the clothes of IPv6 is not public, whatever it wraps. */
function isPublic(address: string): boolean {
  const parsed = parsedAddress(address);
  if (parsed?.range() !== "unicast" || isInside(address, metadata)) return false;
  return parsed.kind() === "ipv4" || parsed.match(parsedRange(globalIpv6));
}

function isInside(address: string, ranges: readonly string[]): boolean {
  const parsed = parsedAddress(address);
  if (!parsed) return false;
  const isWrapped = parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress();
  const plain = isWrapped ? parsed.toIPv4Address() : parsed;
  return ranges.some((text) => {
    const range = parsedRange(text);
    return range[0].kind() === plain.kind() && plain.match(range);
  });
}

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;

function parsedAddress(address: string): Parsed | null {
  const family = isIP(address);
  if (family === 0) return null;
  return family === 4 ? ipaddr.IPv4.parse(address) : ipaddr.IPv6.parse(address);
}

const ranges = new Map<string, [Parsed, number]>();

function parsedRange(text: string): [Parsed, number] {
  const known = ranges.get(text) ?? ipaddr.parseCIDR(text);
  ranges.set(text, known);
  return known;
}
