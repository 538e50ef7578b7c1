import { readJson } from "./json-reader";

const secretNames = /password|secret|token|authorization|api_?key|credential|signature/i;
// Of Stripe's payment methods and the like: names that hold no secret.
const harmless = /^(payment_method_token|purchase_token_type|token_type)$/i;
const hidden = "[hidden]";

/** A body for people to read: indented, with every number as it was written, and without what could be used to act. */
export function maskedBody(body: Buffer): string {
  const text = body.toString("utf8");
  try {
    readJson(text);
    return JSON.stringify(masked(JSON.parse(text)), null, 2);
  } catch {
    return text.slice(0, 20_000);
  }
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      typeof item === "string" && secretNames.test(name) && !harmless.test(name) ? hidden : masked(item),
    ]),
  );
}
