import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { cache } from "react";

/** The id that our server put on this request, or a new one when there is no such server in front. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
}

/** One id for everything that belongs to the present page or action. */
export const requestId = cache(async () => requestIdOf(await headers()));

/** Path and query that the browser asked for, as `proxy.ts` noted them: a page alone cannot know. */
export async function askedPath(): Promise<string> {
  return (await headers()).get(askedPathHeader) ?? "/";
}

export const askedPathHeader = "x-asked-path";
