import { and, count, eq, gt, isNull, or } from "drizzle-orm";
import { apiKeys } from "../../db/schema/projects";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { lockName } from "../core/lock-name";
import { can, isPermission } from "../core/permissions";
import { isWorking, type KeyRow } from "./key-state";
import { insertKey } from "./new-key";
import { createKeyInput, revokeKeyInput, rotateKeyInput, setAllowedOriginsInput } from "./schema";

const mostKeys = 100;
const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;

/** Answers with the key itself. A secret one exists nowhere else: only its hash is kept. */
export const createKey = command({
  name: "key.create",
  permission: "keys:write",
  input: createKeyInput,
  async run({ ctx, input, audit }) {
    await requireRoom(ctx);
    const now = ctx.clock.now();
    const made =
      input.kind === "secret"
        ? {
            kind: input.kind,
            name: input.name,
            scopes: input.scopes,
            allowedOrigins: [],
            expiresAt:
              input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * dayMs),
          }
        : { ...input, scopes: [], expiresAt: null };
    requireOwnScopes(ctx, made.scopes);
    const { id, key } = await insertKey(ctx, made);
    const { kind, name, scopes, allowedOrigins, expiresAt } = made;
    audit({ subject: showId("apiKey", id), after: { kind, name, scopes, allowedOrigins, expiresAt } });
    return { keyId: showId("apiKey", id), key };
  },
});

/** A new key with the same rights; the old one works for as long as the overlap says, and no longer than it would have. */
export const rotateKey = command({
  name: "key.rotate",
  permission: "keys:write",
  input: rotateKeyInput,
  async run({ ctx, input: { keyId, overlapHours }, audit }) {
    const old = await lockKey(ctx, keyId);
    const now = ctx.clock.now();
    if (!isWorking(old, now)) throw new AppError("conflict", "This key has ended already. Make a new one.");
    await requireRoom(ctx);
    if (old.replacedBy) throw new AppError("conflict", "This key has a successor already. Rotate that one.");
    requireOwnScopes(ctx, old.scopes);
    const { kind, name, scopes, allowedOrigins } = old;
    const lifetimeMs = old.expiresAt && old.expiresAt.getTime() - old.createdAt.getTime();
    const expiresAt = lifetimeMs === null ? null : new Date(now.getTime() + lifetimeMs);
    const { id, key } = await insertKey(ctx, { kind, name, scopes, allowedOrigins, expiresAt });
    const overlapEnd = new Date(now.getTime() + overlapHours * hourMs);
    const oldEnd = old.expiresAt && old.expiresAt < overlapEnd ? old.expiresAt : overlapEnd;
    await ctx.tx
      .update(apiKeys)
      .set({ expiresAt: oldEnd, replacedBy: id })
      .where(and(eq(apiKeys.projectId, ctx.projectId), eq(apiKeys.id, keyId)));
    audit({
      subject: showId("apiKey", keyId),
      before: { expiresAt: old.expiresAt },
      after: { expiresAt: oldEnd, replacedBy: showId("apiKey", id) },
    });
    return { keyId: showId("apiKey", id), key };
  },
});

/** Ends a key at once. */
export const revokeKey = command({
  name: "key.revoke",
  permission: "keys:write",
  input: revokeKeyInput,
  async run({ ctx, input: { keyId }, audit }) {
    const key = await lockKey(ctx, keyId);
    if (key.revokedAt) return audit("unchanged");
    await ctx.tx
      .update(apiKeys)
      .set({ revokedAt: ctx.clock.now() })
      .where(and(eq(apiKeys.projectId, ctx.projectId), eq(apiKeys.id, keyId)));
    const { kind, name, prefix, lastFour } = key;
    audit({ subject: showId("apiKey", keyId), before: { kind, name, prefix, lastFour } });
  },
});

/** The pages that may send with a publishable key; none named means all. */
export const setAllowedOrigins = command({
  name: "key.set_allowed_origins",
  permission: "keys:write",
  input: setAllowedOriginsInput,
  async run({ ctx, input: { keyId, allowedOrigins }, audit }) {
    const key = await lockKey(ctx, keyId);
    if (key.kind !== "publishable")
      throw new AppError("conflict", "Secret keys are not sent by pages: they have no origins");
    if (key.allowedOrigins.join() === allowedOrigins.join()) return audit("unchanged");
    await ctx.tx
      .update(apiKeys)
      .set({ allowedOrigins })
      .where(and(eq(apiKeys.projectId, ctx.projectId), eq(apiKeys.id, keyId)));
    audit({
      subject: showId("apiKey", keyId),
      before: { allowedOrigins: key.allowedOrigins },
      after: { allowedOrigins },
    });
  },
});

async function lockKey(ctx: CommandCtx, keyId: string): Promise<KeyRow> {
  const [key] = await ctx.tx
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.projectId, ctx.projectId), eq(apiKeys.id, keyId)))
    .for("update");
  if (!key) throw new AppError("not_found", "There is no such key");
  return key;
}

/** A key never has more rights than whoever makes it, so that making one raises nobody. */
function requireOwnScopes(ctx: CommandCtx, scopes: readonly string[]): void {
  const foreign = scopes.filter((scope) => !isPermission(scope) || !can(ctx.actor, scope));
  if (foreign.length === 0) return;
  const message = `You do not have ${foreign.join(", ")} yourself, so a key of yours cannot have it`;
  throw new AppError("forbidden", message, { scopes: message });
}

/** Counted under a lock, so that writers at the same moment cannot pass together. */
async function requireRoom(ctx: CommandCtx): Promise<void> {
  await lockName(ctx.tx, `keys ${ctx.projectId}`);
  const [row] = await ctx.tx
    .select({ total: count() })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.projectId, ctx.projectId),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, ctx.clock.now())),
      ),
    );
  if ((row?.total ?? 0) >= mostKeys)
    throw new AppError("conflict", `A project has at most ${mostKeys} keys. Revoke one first.`);
}
