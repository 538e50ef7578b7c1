import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits, safe in a URL. Whoever holds it may act, so only its hash is ever kept. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A fast hash is enough: the token has 256 random bits. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Takes the same time whatever differs, lengths included. */
export function isSameToken(given: string, expected: string): boolean {
  return timingSafeEqual(hashToken(given), hashToken(expected));
}
