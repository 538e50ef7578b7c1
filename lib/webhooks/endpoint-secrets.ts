import { AppError } from "../core/errors";
import type { EndpointSecrets } from "./signature";

type HeadersAsked = {
  /** All of them; null keeps the value that is there. */
  headers?: Record<string, string | null> | undefined;
  sharedSecret?: { name: string; value?: string | undefined } | null | undefined;
};

const mostPrevious = 10;

/** The secrets with other headers. Throws `invalid` where a value is to be kept that is not there. */
export function changedSecrets(
  before: EndpointSecrets,
  { headers, sharedSecret }: HeadersAsked,
): EndpointSecrets {
  const { sharedHeader, ...rest } = before;
  const shared =
    sharedSecret === undefined ? sharedHeader : sharedSecret && ownShared(sharedHeader, sharedSecret);
  const kept = headers === undefined ? before.headers : ownHeaders(before.headers, headers);
  requireOneEach([...kept.map(([name]) => name), ...(shared ? [shared.name] : [])]);
  return { ...rest, headers: kept, ...(shared && { sharedHeader: shared }) };
}

function ownShared(
  before: EndpointSecrets["sharedHeader"],
  { name, value = before?.value }: { name: string; value?: string | undefined },
) {
  if (value === undefined) throw invalid("sharedSecret.value", "Write the value");
  return { name, value };
}

function ownHeaders(
  before: EndpointSecrets["headers"],
  asked: Record<string, string | null>,
): EndpointSecrets["headers"] {
  return Object.entries(asked).map(([name, value]) => {
    const known = before.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
    const own = value ?? known;
    if (own === undefined) throw invalid(`headers.${name}`, "Write the value");
    return [name, own];
  });
}

function requireOneEach(names: string[]): void {
  const lower = names.map((name) => name.toLowerCase());
  const twice = names.find((name, at) => lower.indexOf(name.toLowerCase()) !== at);
  if (twice) throw invalid("sharedSecret.name", `${twice} is among the other headers already`);
}

function invalid(field: string, message: string): AppError {
  return new AppError("invalid", "Some of this is not right. Mend the marked fields and try again.", {
    [field]: message,
  });
}

export function namesOf({ headers }: EndpointSecrets): string[] {
  return headers.map(([name]) => name);
}

/** The new secret signs first; those before it go on until their time is over, ten at most. */
export function withNewSecret(
  before: EndpointSecrets,
  secret: string,
  now: Date,
  until: Date,
): { secrets: EndpointSecrets; overlapEndsAt: Date | null } {
  const previous = [{ secret: before.current, until: until.toISOString() }, ...(before.previous ?? [])]
    .filter((old) => new Date(old.until) > now)
    .slice(0, mostPrevious);
  const ends = previous.map((old) => new Date(old.until).getTime());
  return {
    secrets: { ...before, current: secret, previous },
    overlapEndsAt: ends.length > 0 ? new Date(Math.max(...ends)) : null,
  };
}
