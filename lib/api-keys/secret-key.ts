import { createHmac } from "node:crypto";
import type { EncryptionKey } from "../core/env-values";
import { type Pepper, pepperOf, peppers } from "../core/pepper";

export type SecretHash = { pepperId: string; hash: Buffer };

const purpose = "api keys";

/** How a secret key is stored. It has 256 random bits, so a fast hash under a pepper is enough. */
export function hashSecret(secret: string): SecretHash {
  const [pepper] = peppers(purpose);
  return hashUnder(pepper, secret);
}

/** One for each configured pepper: a key may have been made under any of them. */
export function possibleHashes(secret: string): SecretHash[] {
  return peppers(purpose).map((pepper) => hashUnder(pepper, secret));
}

/** The same outside of a process that has parsed its environment. */
export function hashSecretWith(key: EncryptionKey, secret: string): SecretHash {
  return hashUnder(pepperOf(key, purpose), secret);
}

function hashUnder({ id, pepper }: Pepper, secret: string): SecretHash {
  return { pepperId: id, hash: createHmac("sha256", pepper).update(secret).digest() };
}
