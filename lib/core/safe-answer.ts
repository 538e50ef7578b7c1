/** Why an attempt has no answer. Written into rows and shown, so it says nothing of the operator's network. */
export const safeErrors = [
  "blocked_address",
  "dns",
  "connection_refused",
  "unreachable",
  "connection_closed",
  "tls",
  "timeout",
  "too_large",
  "invalid_answer",
  "invalid_request",
  "stopped",
  "failed",
] as const;
export type SafeError = (typeof safeErrors)[number];

const byCode: [pattern: RegExp, error: SafeError][] = [
  [/^ECONNREFUSED$/, "connection_refused"],
  [/^(ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|ENETDOWN|EHOSTDOWN)$/, "unreachable"],
  [/TIMEOUT|^ETIMEDOUT$/, "timeout"],
  [/^UND_ERR_HEADERS_OVERFLOW$|^HPE_HEADER_OVERFLOW$/, "too_large"],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED|UND_ERR_DESTROYED)$/, "connection_closed"],
  [/^HPE_|^UND_ERR_(RES|RESPONSE)/, "invalid_answer"],
  [/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_|DEPTH_|SELF_|EPROTO|HOSTNAME_)|^ERR_OSSL/, "tls"],
];

export function safeErrorOf(error: unknown): SafeError {
  const code = error instanceof Error ? String(Reflect.get(error, "code") ?? "") : "";
  const known = byCode.find(([pattern]) => pattern.test(code));
  if (known) return known[1];
  return error instanceof Error && error.cause ? safeErrorOf(error.cause) : "failed";
}

export function readHead(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, shown(Array.isArray(value) ? value.join(", ") : value)]],
    ),
  );
}

/** The beginning of a body as text that can be stored and shown: at most so many characters, nothing invisible. */
export function readText(body: Buffer, most: number): string {
  return shown(body.subarray(0, most * 4).toString("utf8"))
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, "");
}

function shown(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    /[\n\t\r]/.test(character) ? character : "\ufffd",
  );
}
