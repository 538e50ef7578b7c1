import { randomUUID } from "node:crypto";
import { readJson, withNumbersAsText } from "./json-reader";
import { UnreadableEvent } from "./unreadable-event";

const secretNames = /password|secret|token|authorization|api_?key|credential|signature/i;
// Of Stripe's payment methods and the like: names that hold no secret.
const harmless = /^(payment_method_token|purchase_token_type|token_type)$/i;
const hidden = "[hidden]";
const unreadable =
  "What was sent is no JSON that could be read, so what of it is secret is not known. It is not shown.";

/** A body for people to read: indented, with every number as it was written, and without what could be used to act. */
export function maskedBody(body: Buffer): string {
  const text = body.toString("utf8");
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof UnreadableEvent) return unreadable;
    throw error;
  }
  // Nobody can have sent it before: what stands behind it is a number.
  const mark = randomUUID();
  const shown = JSON.stringify(masked(JSON.parse(withNumbersAsText(text, mark))), null, 2);
  return shown.replaceAll(new RegExp(`"${mark}([^"]*)"`, "g"), "$1");
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, isSecret(name, item) ? hidden : masked(item)]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  return value !== null && typeof value !== "boolean" && secretNames.test(name) && !harmless.test(name);
}
