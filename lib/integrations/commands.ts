import { and, eq } from "drizzle-orm";
import type { InboundProvider } from "../../db/columns";
import { inboundEvents } from "../../db/schema/inbound-events";
import { type IntegrationSettings, integrations } from "../../db/schema/integrations";
import { type CommandCtx, command } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { lockName } from "../core/lock-name";
import { findIntegration } from "./connections";
import { ensureIntegration } from "./ensure";
import { type KeptSecrets, keptSecretsOf, sealInboundSecrets } from "./inbound-secrets";
import {
  changeSettingsInput,
  disconnectInput,
  oneIntegrationInput,
  removeSecretInput,
  setSecretInput,
  setUpInput,
} from "./schema";
import { storedHints } from "./secret-hints";

const permission = "integrations:write";
type Row = typeof integrations.$inferSelect;

/** Gives it an address to which the provider can send. */
export const setUpIntegration = command({
  name: "integration.set_up",
  permission,
  input: setUpInput,
  async run({ ctx, input: { provider }, audit }) {
    if (await findIntegration(ctx.tx, ctx.projectId, provider)) return audit("unchanged");
    const { id } = await ensureIntegration(ctx, provider);
    audit({ subject: showId("integration", id), after: { provider } });
  },
});

/** The secret before it is believed for `overlapHours` more, so that both sides can change in any order. */
export const setInboundSecret = command({
  name: "integration.set_secret",
  permission,
  input: setSecretInput,
  async run({ ctx, input: { provider, kind, secret, overlapHours }, audit }) {
    const row = await ensureIntegration(ctx, provider);
    const now = ctx.clock.now();
    const kept = keptSecretsOf(row);
    if (kept[kind].some(({ value, until }) => value === secret && until === null)) return audit("unchanged");
    const end = new Date(now.getTime() + overlapHours * 60 * 60_000).toISOString();
    const formers = kept[kind]
      .filter(({ value }) => value !== secret)
      .map((former) => ({ ...former, until: former.until ?? end }))
      .filter(({ until }) => new Date(until) > now);
    const present = { value: secret, setAt: now.toISOString(), until: null };
    await keep(ctx, row, { ...kept, [kind]: [present, ...formers.slice(0, 3)] });
    const isRotated = kept[kind].length > 0;
    audit({
      subject: showId("integration", row.id),
      after: { provider, secret: kind, ...(isRotated ? { formerEndsInHours: overlapHours } : {}) },
    });
  },
});

/** Takes a secret away with all that were before it. What it proved is no longer asked for. */
export const removeInboundSecret = command({
  name: "integration.remove_secret",
  permission,
  input: removeSecretInput,
  async run({ ctx, input: { provider, kind }, audit }) {
    const row = await getIntegration(ctx, provider);
    const kept = keptSecretsOf(row);
    if (kept[kind].length === 0) return audit("unchanged");
    await keep(ctx, row, { ...kept, [kind]: [] });
    audit({ subject: showId("integration", row.id), before: { provider, secret: kind } });
  },
});

export const changeIntegrationSettings = command({
  name: "integration.change_settings",
  permission,
  input: changeSettingsInput,
  async run({ ctx, input: { provider, ...wanted }, audit }) {
    const row = await ensureIntegration(ctx, provider);
    const { settings } = row;
    const changed: IntegrationSettings = Object.fromEntries(
      Object.entries({ ...settings, ...wanted }).filter(([, value]) => value !== null && value !== undefined),
    );
    if (JSON.stringify(changed) === JSON.stringify(settings)) return audit("unchanged");
    await update(ctx, row, { settings: changed });
    audit({
      subject: showId("integration", row.id),
      before: { provider, ...settings },
      after: { provider, ...changed },
    });
  },
});

/** Its events are kept, and wait. */
export const pauseIntegration = command({
  name: "integration.pause",
  permission,
  input: oneIntegrationInput,
  async run({ ctx, input: { provider }, audit }) {
    const row = await getIntegration(ctx, provider);
    if (row.pausedAt) return audit("unchanged");
    await update(ctx, row, { pausedAt: ctx.clock.now() });
    audit({ subject: showId("integration", row.id), after: { provider, isPaused: true } });
  },
});

export const resumeIntegration = command({
  name: "integration.resume",
  permission,
  input: oneIntegrationInput,
  async run({ ctx, input: { provider }, audit }) {
    const row = await getIntegration(ctx, provider);
    if (!row.pausedAt) return audit("unchanged");
    await update(ctx, row, { pausedAt: null });
    audit({ subject: showId("integration", row.id), after: { provider, isPaused: false } });
  },
});

/**
 * Its secrets are gone at once, and its address takes nothing more. Charges wait until it is connected again. What became
 * of its events stays; their bodies stay too, or are emptied.
 */
export const disconnectIntegration = command({
  name: "integration.disconnect",
  permission,
  input: disconnectInput,
  async run({ ctx, input: { provider, history }, audit }) {
    const row = await lockedIntegration(ctx, provider);
    if (!row) return audit("unchanged");
    await update(ctx, row, {
      ...{ state: "disconnected", disconnectedAt: ctx.clock.now(), pausedAt: null },
      ...{ secrets: null, keyId: null, connectedAt: null },
      ...{ inboundSecrets: null, inboundKeyId: null, inboundHint: null, inboundSetAt: null },
    });
    if (history === "empty") await emptyBodies(ctx, row);
    audit({ subject: showId("integration", row.id), before: { provider }, after: { history } });
  },
});

async function getIntegration(ctx: CommandCtx, provider: InboundProvider): Promise<Row> {
  const row = await lockedIntegration(ctx, provider);
  if (!row) throw new AppError("not_found", "This provider is not set up here.");
  return row;
}

async function lockedIntegration(ctx: CommandCtx, provider: InboundProvider): Promise<Row | null> {
  await lockName(ctx.tx, `integration ${ctx.projectId} ${provider}`);
  return findIntegration(ctx.tx, ctx.projectId, provider);
}

async function keep(ctx: CommandCtx, row: Row, secrets: KeptSecrets): Promise<void> {
  if (secrets.authorization.length + secrets.signing.length === 0)
    return update(ctx, row, {
      inboundSecrets: null,
      inboundKeyId: null,
      inboundHint: null,
      inboundSetAt: null,
    });
  const { keyId, bytes } = sealInboundSecrets(ctx.projectId, row.id, secrets);
  await update(ctx, row, {
    ...{ inboundSecrets: bytes, inboundKeyId: keyId, inboundHint: storedHints(secrets) },
    inboundSetAt: ctx.clock.now(),
  });
}

async function update(ctx: CommandCtx, { id }: Row, values: Partial<Row>): Promise<void> {
  await ctx.tx
    .update(integrations)
    .set(values)
    .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.id, id)));
}

async function emptyBodies(ctx: CommandCtx, { id }: Row): Promise<void> {
  const ofIt = and(eq(inboundEvents.projectId, ctx.projectId), eq(inboundEvents.integrationId, id));
  await ctx.tx
    .update(inboundEvents)
    .set({ state: "ignored", nextAttemptAt: null, leaseId: null })
    .where(and(ofIt, eq(inboundEvents.state, "waiting")));
  await ctx.tx.update(inboundEvents).set({ sealed: null, keyId: null }).where(ofIt);
}
