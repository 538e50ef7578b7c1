import { and, eq, ne } from "drizzle-orm";
import type { z } from "zod";
import { integrations } from "../../db/schema/integrations";
import { projects } from "../../db/schema/projects";
import { subscriptions } from "../../db/schema/subscriptions";
import { type Command, type CommandCtx, command, parseInput, requirePermission } from "../core/command";
import { AppError } from "../core/errors";
import { showId } from "../core/ids";
import { type Secrets, sealSecrets } from "../integrations/connections";
import { ensureIntegration } from "../integrations/ensure";
import type { GatewayProvider } from "../integrations/schema";
import { checkPaypal, checkStripe } from "./check-access";
import { connectPaypalInput, connectStripeInput } from "./schema";

const permission = "integrations:write";

/** Asks the provider before anything is written, and outside the transaction. */
function checkedFirst<Schema extends z.ZodType, Result>(
  save: Command<Schema, Result>,
  check: (input: z.output<Schema>) => Promise<void>,
): Command<Schema, Result> {
  const execute = async (...[ctx, raw]: Parameters<typeof save>): Promise<Result> => {
    requirePermission(ctx, save.permission);
    await check(parseInput(save.input, raw));
    return save(ctx, raw);
  };
  const { commandName, input } = save;
  return Object.assign(execute, { commandName, permission: save.permission, input });
}

export const connectStripe = checkedFirst(
  command({
    name: "integration.connect_stripe",
    permission,
    input: connectStripeInput,
    async run({ ctx, input: { secretKey }, audit }) {
      const mode = secretKey.includes("_live_") ? "live" : "test";
      const hint = `${secretKey.slice(0, 8)}…${secretKey.slice(-4)}`;
      audit(await connect(ctx, "stripe", { mode, hint, secrets: { secretKey } }));
    },
  }),
  ({ secretKey }) => checkStripe(secretKey),
);

export const connectPaypal = checkedFirst(
  command({
    name: "integration.connect_paypal",
    permission,
    input: connectPaypalInput,
    async run({ ctx, input: { mode, ...secrets }, audit }) {
      audit(await connect(ctx, "paypal", { mode, hint: `…${secrets.clientId.slice(-4)}`, secrets }));
    },
  }),
  ({ mode, ...access }) => checkPaypal(access, mode),
);

type Wanted = { mode: "test" | "live"; hint: string; secrets: Secrets };

/** Its id stays when the keys change: the provider sends its events to an address that names it. */
async function connect(ctx: CommandCtx, provider: GatewayProvider, { mode, hint, secrets }: Wanted) {
  await requireFitting(ctx, provider, mode);
  const row = await ensureIntegration(ctx, provider);
  const { keyId, bytes } = sealSecrets(ctx.projectId, row.id, secrets);
  await ctx.tx
    .update(integrations)
    .set({ mode, hint, secrets: bytes, keyId, connectedAt: ctx.clock.now() })
    .where(and(eq(integrations.projectId, ctx.projectId), eq(integrations.id, row.id)));
  return {
    subject: showId("integration", row.id),
    ...(row.hint ? { before: { mode: row.mode, key: row.hint } } : {}),
    after: { provider, mode, key: hint },
  };
}

/**
 * A sandbox's clock runs ahead, so real money must not hang on it; and a test key would decline every subscription whose
 * card only the live account knows.
 */
async function requireFitting(
  ctx: CommandCtx,
  provider: GatewayProvider,
  mode: "test" | "live",
): Promise<void> {
  const [project] = await ctx.tx
    .select({ kind: projects.kind })
    .from(projects)
    .where(eq(projects.id, ctx.projectId));
  const isLive = project?.kind === "live";
  if (isLive && (mode === "live" || !(await hasLivePayers(ctx, provider)))) return;
  if (!isLive && mode === "test") return;
  const message = isLive
    ? "Subscriptions of this project pay through the live account: connect it with live keys"
    : "This is a sandbox project: connect it with test keys only";
  throw new AppError("conflict", message, { secretKey: message, mode: message });
}

async function hasLivePayers({ tx, projectId }: CommandCtx, provider: GatewayProvider): Promise<boolean> {
  const [payer] = await tx
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.projectId, projectId),
        eq(subscriptions.environment, "production"),
        eq(subscriptions.provider, provider),
        eq(subscriptions.isMirror, false),
        ne(subscriptions.phase, "expired"),
      ),
    )
    .limit(1);
  return payer !== undefined;
}
