import { isIPv6 } from "node:net";

const removed = "[removed]";
const longest = 4_000;
const secretNames =
  /(^|[_-])(ip|key)$|email|mail$|address|token|cookie|authorization|password|secret|session|credential|^ip|params|phone|user[_-]?agent/i;
const harmlessNames = /^(projectId|requestId|sessionId|.*Count|.*Ms)$/;

type Replacement = [pattern: RegExp, replacement: (...parts: string[]) => string];

const replacements: Replacement[] = [
  [/\nparams: [\s\S]*$/, () => ""],
  [/(postgres(?:ql)?:\/\/[^:/\s]*:)[^@\s]*@/g, (_, start = "") => `${start}${removed}@`],
  [/[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+/g, () => "[email]"],
  [
    /\b(sk|rk|pk|whsec|Bearer|Basic)([_ ])[\w+/=.-]{8,}/g,
    (_, kind = "", gap = "") => `${kind}${gap}${removed}`,
  ],
  [/\b(?!127\.|0\.0\.0\.0)(?:\d{1,3}\.){3}\d{1,3}\b/g, () => "[ip]"],
  [/(?<![\w:])[0-9a-f:]{3,39}/gi, (text = "") => (isIPv6(text) && text !== "::1" ? "[ip]" : text)],
];

/** Takes addresses of people and machines, tokens and query parameters out of a text. */
export function redactText(text: string): string {
  return replacements.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/** What may be logged of a value: no personal data, no secrets, bounded in depth and length. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(bounded(value));
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return typeof value === "function" ? undefined : value;
  if (depth > 4) return "…";
  if (Array.isArray(value)) return value.slice(0, 50).map((entry) => redact(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      secretNames.test(name) && !harmlessNames.test(name) ? removed : redact(entry, depth + 1),
    ]),
  );
}

// Only these: a database error's `detail` quotes the row, and other libraries hang whole requests on theirs.
const errorFields = [
  "code",
  "constraint_name",
  "table_name",
  "column_name",
  "routine",
  "syscall",
  "status",
  "digest",
];

function redactError(error: Error, depth: number): Record<string, unknown> {
  const message = unquoted(error);
  const own = Object.fromEntries(
    errorFields
      .filter((name) => name in error)
      .map((name) => [name, redact(Reflect.get(error, name), depth + 1)]),
  );
  return {
    name: error.name,
    message: redactText(bounded(message)),
    ...own,
    stack: redactText(bounded(stackOf(error).replace(error.message, () => message))),
    ...(error.cause !== undefined && depth < 4 ? { cause: redact(error.cause, depth + 1) } : {}),
  };
}

// What the database says of data (class 22) quotes the value that it stumbled over.
function unquoted(error: Error): string {
  const isAboutData = /^22...$/.test(String(Reflect.get(error, "code")));
  return isAboutData ? error.message.replace(/".*"/s, `"${removed}"`) : error.message;
}

// A failed query's message ends with its parameters, which may look like frames: those begin after the whole message.
function stackOf({ message, stack = "" }: Error): string {
  const parameters = message.indexOf("\nparams:");
  const at = stack.indexOf(message);
  if (parameters < 0 || at < 0) return stack;
  return stack.slice(0, at + parameters) + stack.slice(at + message.length);
}

function bounded(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
