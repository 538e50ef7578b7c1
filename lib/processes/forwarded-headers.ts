import type { IncomingHttpHeaders } from "node:http";
import { clientAddress } from "../tracking/client-address";

const fromProxies = /^(x-forwarded-.*|forwarded|x-real-ip|x-client-ip|cf-connecting-ip|true-client-ip|via)$/;
// What Next reads as its own word. Its client sends next-action, next-url, next-router-* and rsc: these stay.
const internalToNext =
  /^(x-middleware-.*|x-invoke-.*|x-nextjs-.*|x-next-.*|x-matched-path|x-now-.*|x-vercel-.*|x-prerender-.*|x-asked-path|next-(?!action$|url$|router-).*)$/;

export type Peer = { address: string | undefined; appUrl: string; trustedProxies: readonly string[] };

/**
 * The headers as the application may believe them: internal ones dropped, forwarded ones written anew from the socket
 * and, where the peer is a trusted proxy, from what it says. `x-forwarded-for` then holds one address: the client's.
 */
export function believableHeaders(
  headers: IncomingHttpHeaders,
  peer: Peer,
  requestId: string,
): IncomingHttpHeaders {
  const kept = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !fromProxies.test(name) && !internalToNext.test(name)),
  );
  const forwardedFor = headers["x-forwarded-for"];
  return {
    ...kept,
    "x-request-id": requestId,
    "x-forwarded-for": clientAddress(
      peer.address,
      Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor,
      peer.trustedProxies,
    ),
    host: new URL(peer.appUrl).host,
    "x-forwarded-host": new URL(peer.appUrl).host,
    "x-forwarded-proto": new URL(peer.appUrl).protocol.slice(0, -1),
  };
}
