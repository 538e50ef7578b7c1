import { isAppError } from "../core/errors";

/** What is stored of it is at fault, or our code; not the database, and no other transaction. */
export function isOwnFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.cause) return isOwnFault(error.cause);
  const code = Reflect.get(error, "code");
  return code === undefined || isAppError(error) || /^2[23]...$/.test(String(code));
}
