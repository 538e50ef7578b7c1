import { z } from "zod";
import { instantCursor } from "../core/page";

/** What the address of a customer's sessions may say. Oldest first unless `order=newest`; `raw=1` unfolds every URL. */
export const sessionsSearch = z.object({
  order: z.literal("newest").optional().catch(undefined),
  raw: z.literal("1").optional().catch(undefined),
  cursor: instantCursor,
});

/** Where the shown events of a visit begin. */
export const sessionSearch = z.object({ cursor: instantCursor });

// The screens mask with it too, and of lib they see schemas alone.
export { isSecretParameter, maskedUrl } from "../core/masked-url";
