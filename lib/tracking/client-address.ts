import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

const mostHops = 20;

/**
 * The address that a request came from: the right-most hop that none of our own proxies stands for. With no trusted range
 * it is the socket's, whatever the headers claim.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedRanges: readonly string[],
): string {
  let address = parse(socketAddress ?? "");
  if (!address) return "0.0.0.0";
  if (trustedRanges.length === 0 || !forwardedFor) return address.toString();
  const ranges = rangesOf(trustedRanges);
  const hops = forwardedFor.split(",").slice(-mostHops).reverse();
  for (const hop of hops) {
    if (!isWithin(address, ranges)) break;
    const next = parse(hop.trim());
    if (!next) break;
    address = next;
  }
  return address.toString();
}

/** What a rate limit counts as one sender: an IPv4 address, or the /64 that one IPv6 subscriber has. */
export function senderOf(address: string): string {
  if (!address.includes(":")) return address;
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString();
}

/** True for an address of this machine itself, as `clientAddress` writes it. */
export function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

const parsedRanges = new WeakMap<readonly string[], Range[]>();

function rangesOf(trustedRanges: readonly string[]): Range[] {
  let ranges = parsedRanges.get(trustedRanges);
  if (!ranges) {
    ranges = trustedRanges.map((range) => ipaddr.parseCIDR(range));
    parsedRanges.set(trustedRanges, ranges);
  }
  return ranges;
}

function isWithin(address: Address, ranges: Range[]): boolean {
  return ranges.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits));
}

// Proxies write `1.2.3.4:567` and `[::1]:567` too; an IPv4 address may arrive wrapped in IPv6.
function parse(text: string): Address | null {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
  // A zone ("fe80::1%eth0") names a network card of this machine, and ipaddr.js knows few of their names.
  const address = bare.replace(/%.*$/s, "");
  return isIP(address) > 0 && ipaddr.isValid(address) ? ipaddr.process(address) : null;
}
