import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";

export type SetAttributes = (
  slug: string,
  input: { customer: string; attributes: Record<string, { value: string | null }> },
) => Promise<ActionResult>;

/** Where an attribute is set: the project, the customer and the action. */
export type Setting = { slug: string; customer: string; set: SetAttributes };

export function setOne(
  { slug, customer, set }: Setting,
  key: string,
  value: string | null,
): Promise<ActionResult> {
  return set(slug, { customer, attributes: { [key]: { value } } });
}

/** What is wrong with one attribute, or with the whole. */
export function troubleOf(error: PublicError, key: string): string {
  return error.fields?.[`attributes.${key}`] ?? error.message;
}
