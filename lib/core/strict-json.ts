import { AppError } from "./errors";

const deepest = 64;

/**
 * The value of a JSON text. Refused besides what is no JSON: a name that stands twice in one object, of which JSON.parse
 * would silently take the last, and characters that the database cannot hold.
 */
export function parseStrictJson(text: string): unknown {
  const value = parsed(text);
  const twice = findRepeatedName(text);
  if (twice !== null) throw refused(`The body names "${twice.slice(0, 100)}" twice. Send each field once.`);
  requirePlainText(value, 0);
  return value;
}

/** Throws for NUL and for halves of a surrogate pair, which no stored text can hold. */
export function requirePlainCharacters(text: string): void {
  if (/\0|\p{Surrogate}/u.test(text)) throw refused("The request holds characters that cannot be stored.");
}

/** Throws besides for the one name that JavaScript reads as something else: it would be dropped without a word. */
export function requirePlainName(name: string): void {
  requirePlainCharacters(name);
  if (name === "__proto__") throw refused('Nothing can have the name "__proto__".');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw refused("The body is not JSON.");
    throw error;
  }
}

function requirePlainText(value: unknown, depth: number): void {
  if (depth > deepest) throw refused(`The body is nested more than ${deepest} levels deep.`);
  if (typeof value === "string") requirePlainCharacters(value);
  if (value === null || typeof value !== "object") return;
  for (const [name, item] of Object.entries(value)) {
    requirePlainName(name);
    requirePlainText(item, depth + 1);
  }
}

/** Walks over valid JSON; a string is a name where a colon follows. */
function findRepeatedName(text: string): string | null {
  const open: Set<string>[] = [];
  for (const [token, name] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (name !== undefined) {
      const names = open.at(-1);
      const own = String(JSON.parse(token.slice(0, token.length - name.length)));
      if (names?.has(own)) return own;
      names?.add(own);
    }
  }
  return null;
}

function refused(message: string): AppError {
  return new AppError("invalid", message);
}
