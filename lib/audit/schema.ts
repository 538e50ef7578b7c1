import { z } from "zod";
import { instantCursor } from "../core/page";

export const auditDays = [1, 7, 30, 90] as const;
export const auditPageSizes = [50, 100] as const;

/** Which entries: every field that is set must hold. */
export type AuditFilter = {
  action: string | null;
  /** The id of a person, key, job, integration or profile, as stored. */
  actorId: string | null;
  /** A shown id, such as `pro_…`. */
  subject: string | null;
  /** Entries of the last so many days. */
  days: (typeof auditDays)[number] | null;
};

export type AuditList = { filter: AuditFilter; size: (typeof auditPageSizes)[number]; cursor?: string };

const text = z
  .string()
  .max(200)
  .regex(/^[\x20-\x7e]+$/)
  .nullable()
  .catch(null);

/** Reads whatever an address holds; what makes no sense is left out, so that no address is an error. */
export const auditList = z
  .object({
    action: text.default(null),
    actor: text.default(null),
    subject: text.default(null),
    days: z.coerce.number().optional().catch(undefined),
    size: z.coerce.number().optional().catch(undefined),
    cursor: instantCursor,
  })
  .transform(
    ({ action, actor, subject, days, size, cursor }): AuditList => ({
      filter: {
        action,
        actorId: actor,
        subject: subject?.trim() || null,
        days: auditDays.find((each) => each === days) ?? null,
      },
      size: auditPageSizes.find((each) => each === size) ?? 50,
      cursor,
    }),
  );
