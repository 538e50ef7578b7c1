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

const secretName = /^(token|(access|id)[-_]?token|password|secret|api[-_]?key|authorization)$/i;

/** True for a parameter of a visit's URL whose value is not shown. */
export function isSecretParameter(name: string): boolean {
  return secretName.test(name);
}

/** The whole address, each character as it was sent, but for the values of secrets. */
export function maskedUrl(address: string): string {
  if (!URL.canParse(address)) return address;
  return address.replaceAll(/([?&])([^=&#]*)=([^&#]+)/g, (pair, mark: string, name: string) =>
    secretName.test(nameOf(name)) ? `${mark}${name}=hidden` : pair,
  );
}

function nameOf(encoded: string): string {
  return [...new URLSearchParams(`${encoded}=`).keys()][0] ?? "";
}
