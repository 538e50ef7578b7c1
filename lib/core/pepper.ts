import { hkdfSync } from "node:crypto";
import { env } from "./env";
import type { EncryptionKey } from "./env-values";
import { processSingleton } from "./process-singleton";

export type Pepper = { id: string; pepper: Buffer };

/**
 * A secret per purpose from each of ENCRYPTION_KEYS, for hashes that only this instance can make. The first one writes;
 * its id is stored beside the hash, so that hashes outlive a change of keys as long as the old key stays in the list.
 */
export function peppers(purpose: string): [Pepper, ...Pepper[]] {
  return processSingleton(`pepper.${purpose}`, () => {
    const [first, ...rest] = env().encryptionKeys;
    return [pepperOf(first, purpose), ...rest.map((key) => pepperOf(key, purpose))];
  });
}

export function pepperOf({ id, key }: EncryptionKey, purpose: string): Pepper {
  return { id, pepper: Buffer.from(hkdfSync("sha256", key, "", `dossier ${purpose}`, 32)) };
}
