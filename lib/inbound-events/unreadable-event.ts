import { AppError } from "../core/errors";

/** Equal failures have an equal code, by which the list of failures groups them. */
export type UnreadableCode = "malformed" | "incomplete";

/** An event that cannot be read by the rules of its provider: kept, parked, and read anew once the rules are mended. */
export class UnreadableEvent extends AppError {
  constructor(
    readonly errorCode: UnreadableCode,
    message: string,
  ) {
    super("invalid", message);
  }
}
