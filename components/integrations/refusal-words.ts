/** Why a request was not believed. */
export const refusalWords: Record<string, string> = {
  signature: "Signature or secret did not match",
  timestamp: "Signed too long ago",
  missing_header: "The header that proves it was missing",
  certificate: "The certificate was not PayPal's",
  not_configured: "No secret was set here",
  too_large: "Larger than 1 MiB",
  compressed: "Compressed",
  rate_limited: "Too many at once",
};
