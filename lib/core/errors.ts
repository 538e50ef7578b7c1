export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "too_large"
  | "idempotency_mismatch"
  | "unavailable";

/** Messages by field name, for a form or a problem document. */
export type FieldErrors = Record<string, string>;

/** An expected failure whose message may be shown. Anything else that is thrown is a bug. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields?: FieldErrors,
    /** For `rate_limited`, `conflict` and `unavailable`: when to come again. */
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
    this.name = "AppError";
  }
}

/** Next bundles a module once per entry, so two classes of this name can meet: the name decides, not the identity. */
export function isAppError(error: unknown): error is AppError {
  return (
    error instanceof AppError || (error instanceof Error && error.name === "AppError" && "code" in error)
  );
}
