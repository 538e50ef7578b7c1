import { isDatabaseAway } from "../core/database-away";
import { type ErrorCode, type FieldErrors, isAppError } from "../core/errors";
import { log } from "../core/log";

export type PublicError = {
  code: ErrorCode | "internal";
  message: string;
  fields?: FieldErrors;
  requestId: string;
};

const statuses: Record<PublicError["code"], number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  idempotency_mismatch: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

/** What may be shown of a thrown value. A bug is logged whole, and shown as its request id only. */
export function publicError(error: unknown, requestId: string): PublicError {
  if (isAppError(error)) {
    const { code, message, fields } = error;
    return { code, message, fields, requestId };
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
  const status = statuses[error.code];
  const { code, message, fields } = error;
  const body = {
    type: "about:blank",
    title: message,
    status,
    code,
    detail: message,
    errors: fields,
    requestId,
  };
  return Response.json(body, {
    status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      "cache-control": "no-store",
      ...(code === "unavailable" || code === "rate_limited" ? { "retry-after": "5" } : {}),
    },
  });
}
