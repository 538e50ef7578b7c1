import { isDatabaseAway } from "../core/database-away";
import { type ErrorCode, type FieldErrors, isAppError } from "../core/errors";
import { log } from "../core/log";

export type PublicError = {
  code: ErrorCode | "internal" | "method_not_allowed";
  message: string;
  fields?: FieldErrors;
  retryAfterSeconds?: number;
  requestId: string;
};

/** What each code means to a caller. */
export const problems = {
  invalid: { status: 400, title: "Something in the request is not right" },
  unauthenticated: { status: 401, title: "No valid key was sent" },
  forbidden: { status: 403, title: "This is not allowed" },
  not_found: { status: 404, title: "There is nothing here" },
  method_not_allowed: { status: 405, title: "This method is not offered here" },
  conflict: { status: 409, title: "This does not fit the present state" },
  too_large: { status: 413, title: "The request is too large" },
  idempotency_mismatch: { status: 422, title: "The idempotency key belongs to another request" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something went wrong" },
  unavailable: { status: 503, title: "This cannot be answered at the moment" },
} as const satisfies Record<PublicError["code"], { status: number; title: string }>;

/** What may be shown of a thrown value. A bug is logged whole, and shown as its request id only. */
export function publicError(error: unknown, requestId: string): PublicError {
  if (isAppError(error)) {
    const { code, message, fields, retryAfterSeconds } = error;
    return { code, message, fields, retryAfterSeconds, requestId };
  }
  if (isDatabaseAway(error)) {
    log.error("database away", { requestId, error });
    const message = "The database cannot be reached at the moment. Try again in a minute.";
    return { code: "unavailable", message, requestId };
  }
  log.error("request failed", { requestId, error });
  return { code: "internal", message: "Something went wrong", requestId };
}

/** RFC 9457. */
export function problemResponse(error: Omit<PublicError, "requestId">, requestId: string): Response {
  const { status, title } = problems[error.code];
  const { code, message, fields, retryAfterSeconds } = error;
  const body = { type: "about:blank", title, status, code, detail: message, errors: fields, requestId };
  const isPassing = code === "unavailable" || code === "rate_limited";
  const seconds = retryAfterSeconds ?? (isPassing ? 5 : null);
  return Response.json(body, {
    status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      "cache-control": "no-store",
      ...(seconds === null ? {} : { "retry-after": String(seconds) }),
    },
  });
}
