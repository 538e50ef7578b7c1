import { timingSafeEqual } from "node:crypto";
import { authorizedProject, type Ctx } from "../core/ctx";
import { markingAway } from "../core/database-away";
import { findSecretKey, type SecretKey, touchSecretKey } from "../core/directory/secret-keys";
import { AppError } from "../core/errors";
import { log } from "../core/log";
import { isPermission } from "../core/permissions";
import { processSingleton } from "../core/process-singleton";
import { createRateWindow } from "../core/rate-limiter";
import { isKey } from "./key-format";
import { possibleHashes } from "./secret-key";

const failureLimit = { most: 10, windowMs: 60_000 };
const touchEveryMs = 60_000;
const provenForMs = 60 * 60_000;
const mostProven = 10_000;

type Guard = { failures: ReturnType<typeof createRateWindow>; proven: Map<string, number> };

const guard = () =>
  processSingleton(
    "api-keys.guard",
    (): Guard => ({ failures: createRateWindow(failureLimit), proven: new Map() }),
  );

/**
 * The gate of the API. Ten failures a minute close it for an address, except for keys that were proved here before: else
 * one forgotten program behind a proxy would lock out all others.
 */
export async function enterWithKey(
  header: string | null,
  request: Pick<Ctx, "requestId" | "clock"> & { sender: string },
): Promise<Ctx> {
  const now = request.clock.now();
  if (header === null) throw new AppError("unauthenticated", "Send a secret key: Authorization: Bearer sk_…");
  const secret = /^Bearer +([\x21-\x7e]{1,200}) *$/i.exec(header)?.[1] ?? "";
  const hashes = isKey("sk", secret) ? possibleHashes(secret) : [];
  const { failures, proven } = guard();
  const name = hashes[0]?.hash.toString("base64") ?? "";
  const isProven = (proven.get(name) ?? 0) > now.getTime();
  const { isOver, seconds } = failures.look(request.sender, now.getTime());
  if (isOver && !isProven)
    throw new AppError(
      "rate_limited",
      "Too many wrong keys came from this address. Wait and try again.",
      undefined,
      seconds,
    );
  const found =
    hashes.length > 0 ? await markingAway(() => findSecretKey(hashes.map(({ hash }) => hash))) : null;
  const key = found && isSameSecret(found, hashes) ? found : null;
  const trouble = troubleOf(key, secret, now);
  if (!key || trouble) {
    failures.take(request.sender, now.getTime());
    proven.delete(name);
    throw new AppError("unauthenticated", trouble ?? "This key is not known");
  }
  if (proven.size >= mostProven) proven.clear();
  proven.set(name, now.getTime() + provenForMs);
  noteUse(key, now);
  return {
    projectId: authorizedProject(key.projectId),
    actor: { kind: "api_key", keyId: key.id, scopes: key.scopes.filter(isPermission) },
    requestId: request.requestId,
    clock: request.clock,
  };
}

function troubleOf(key: SecretKey | null, secret: string, now: Date): string | null {
  if (isKey("pk", secret))
    return "This is a publishable key, which only sends visits. The API takes a secret key: sk_…";
  if (!key) return "This key is not known: it was mistyped, or never made here";
  if (key.revokedAt) return "This key was revoked";
  if (key.expiresAt && key.expiresAt <= now) return "This key has expired";
  return null;
}

/** The look-up was by the hash already; compared once more in constant time, whatever the index did. */
function isSameSecret(key: SecretKey, hashes: { pepperId: string; hash: Buffer }[]): boolean {
  const own = hashes.find(({ pepperId }) => pepperId === key.pepperId);
  return Boolean(own && key.secretHash && timingSafeEqual(own.hash, key.secretHash));
}

/** Once a minute, and nobody waits for it. */
function noteUse(key: SecretKey, now: Date): void {
  const unlessAfter = new Date(now.getTime() - touchEveryMs);
  if (key.lastUsedAt && key.lastUsedAt >= unlessAfter) return;
  touchSecretKey(key, now, unlessAfter).catch((error: unknown) =>
    log.warn("the use of a key was not noted", { error }),
  );
}
