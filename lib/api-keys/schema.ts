import { z } from "zod";
import { idOf, line } from "../core/inputs";
import { isPermission, type Permission } from "../core/permissions";

/** Days after which a key ends by itself; null for never. */
export const keyLifetimes = [null, 7, 30, 90, 365] as const;
export type KeyLifetime = (typeof keyLifetimes)[number];

/** Hours for which a rotated key goes on working beside the new one. */
export const overlaps = [0, 1, 24, 168] as const;
export type Overlap = (typeof overlaps)[number];

const name = line(80);
const scope = z
  .string()
  .refine((text): text is Permission => isPermission(text) && text !== "projects:create", "Not a scope");

/** An origin as browsers send it. */
const origin = z
  .string()
  .trim()
  .max(300, "Use at most 300 characters")
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (
      url &&
      /^https?:$/.test(url.protocol) &&
      url.pathname === "/" &&
      !url.search &&
      !url.hash &&
      !url.username
    )
      return url.origin;
    context.addIssue({
      code: "custom",
      message: `"${text.slice(0, 80)}" is no origin such as https://quiz.example.com`,
    });
    return z.NEVER;
  });

const origins = z
  .array(origin)
  .max(50, "Name at most 50 origins")
  .transform((all) => [...new Set(all)]);

export const createKeyInput = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("secret"),
    name,
    scopes: z
      .array(scope)
      .min(1, "Choose at least one scope")
      .max(100)
      .transform((all) => [...new Set(all)]),
    expiresInDays: z.literal(keyLifetimes, "Choose when it ends"),
  }),
  z.strictObject({ kind: z.literal("publishable"), name, allowedOrigins: origins }),
]);

export const rotateKeyInput = z.strictObject({
  keyId: idOf("apiKey"),
  overlapHours: z.literal(overlaps, "Choose how long the old key works"),
});
export const revokeKeyInput = z.strictObject({ keyId: idOf("apiKey") });
export const setAllowedOriginsInput = z.strictObject({ keyId: idOf("apiKey"), allowedOrigins: origins });
