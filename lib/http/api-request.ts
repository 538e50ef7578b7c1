import { AppError } from "../core/errors";
import { parseStrictJson, requirePlainCharacters, requirePlainName } from "../core/strict-json";

const largestBody = 256 * 1024;

/**
 * Parameters by name; `attribute[plan]` is the member "plan" of "attribute". A name that stands twice is refused: nobody
 * could say which was meant.
 */
export function readQuery(search: URLSearchParams): Record<string, unknown> {
  const given = new Map<string, string | Map<string, string>>();
  for (const [name, value] of search) {
    requirePlainCharacters(name + value);
    const [, base, member] = /^([A-Za-z]+)\[(.+)\]$/s.exec(name) ?? [];
    if (base === undefined || member === undefined) put(given, name, value);
    else {
      const members = given.get(base) ?? new Map<string, string>();
      if (!(members instanceof Map)) throw twice(base);
      put(members, member, value);
      given.set(base, members);
    }
  }
  return Object.fromEntries(
    [...given].map(([name, value]) => [name, value instanceof Map ? Object.fromEntries(value) : value]),
  );
}

function put(given: Map<string, unknown>, name: string, value: string): void {
  requirePlainName(name);
  if (given.has(name)) throw twice(name);
  given.set(name, value);
}

function twice(name: string): AppError {
  return new AppError("invalid", `The query names "${name.slice(0, 100)}" twice. Send each parameter once.`);
}

/** The JSON that was sent; undefined where nothing was, or may be. */
export async function readJson(request: Request, isWanted: boolean): Promise<unknown> {
  const text = await readText(request);
  if (!isWanted) {
    if (text === "") return undefined;
    throw new AppError("invalid", "This operation takes no body. Send the request without one.");
  }
  const type = request.headers.get("content-type") ?? "";
  if (text === "") return {};
  if (!/^application\/json *(;|$)/i.test(type))
    throw new AppError("invalid", "Send the body as JSON, with Content-Type: application/json.");
  return parseStrictJson(text);
}

async function readText(request: Request): Promise<string> {
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A cast, because the web stream's type lacks the iterator that Node gives it.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // What is too much is read on and dropped: left unread it would hold up the next request of the connection.
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody)
    throw new AppError("too_large", `The body is larger than ${largestBody / 1024} KiB.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof TypeError) throw new AppError("invalid", "The body is not UTF-8.");
    throw error;
  }
}
