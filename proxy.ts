import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "./lib/core/env";
import { pagePolicy, securityHeaders } from "./lib/core/security-headers";
import { isSecure } from "./lib/http/cookies";
import { formHosts } from "./lib/http/oauth-providers";
import { askedPathHeader } from "./lib/http/request";

/** Sets headers and nothing else: it is no security boundary, every page and route has its own gate. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy({ nonce, formHosts: formHosts(), isDevelopment: !env().production });

  // Set, never passed on: a nonce or path from outside would be believed by the page.
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set(askedPathHeader, pathname + search);

  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(securityHeaders(pathname, isSecure())))
    response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  return response;
}

export const config = {
  matcher: ["/((?!api/|i/|hooks/|_next/static/|dossier(?:-[0-9a-f]+)?\\.js$).*)"],
};
