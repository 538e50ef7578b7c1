/** Paths that other origins may load: the snippet and what it talks to. */
const isPublic = (path: string) => /^\/(dossier[^/]*\.js$|i\/)/.test(path);

/** On every answer of the console, whatever made it. `secure` is true behind an https address. */
export function securityHeaders(path: string, secure: boolean): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": isPublic(path) ? "cross-origin" : "same-origin",
    "x-frame-options": "DENY",
    ...(secure ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  };
}

/** The policy of a page. `formHosts` are the OAuth providers that a sign-in form may lead to. */
export function pagePolicy(page: { nonce: string; formHosts: string[]; isDevelopment: boolean }): string {
  const evaluation = page.isDevelopment ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'nonce-${page.nonce}' 'strict-dynamic'${evaluation}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    ["form-action 'self'", ...page.formHosts].join(" "),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}

/** The policy of everything that is not a page: nothing in it may run or load. */
export const bodyPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
