import { isKey } from "@/lib/api-keys/key-format";
import { findPublishableKey, type PublishableKey } from "@/lib/core/directory/publishable-keys";

const keptMs = 5_000;
const mostKeys = 10_000;

/**
 * Looks keys up, and again after seconds: a revoked key stops soon, and unknown ones do not reach the database each time.
 * One that nobody here has made never does.
 */
export function createKeyCache(find: (key: string) => Promise<PublishableKey | null> = findPublishableKey) {
  let known = new Map<string, { found: Promise<PublishableKey | null>; until: number }>();

  return async function activeKey(key: string, now: Date): Promise<PublishableKey | null> {
    if (!isKey("pk", key)) return null;
    const time = now.getTime();
    let entry = known.get(key);
    if (!entry || entry.until <= time) {
      if (known.size >= mostKeys) known = new Map();
      entry = { found: find(key), until: time + keptMs };
      known.set(key, entry);
      entry.found.catch(() => known.delete(key));
    }
    const found = await entry.found;
    const isOver = found?.revokedAt || (found?.expiresAt && found.expiresAt <= now);
    return isOver ? null : found;
  };
}
