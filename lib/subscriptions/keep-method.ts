import { and, eq } from "drizzle-orm";
import { paymentMethods } from "../../db/schema/subscriptions";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";
import { findGateway } from "../gateways/registry";
import { sandboxCardOf } from "../gateways/sandbox-cards";
import type { EngineCtx } from "./engine-ctx";
import type { MethodInput } from "./schema";

export type PaymentMethod = typeof paymentMethods.$inferSelect;

/** Keeps what a customer pays with, once per profile and token. */
export async function keepMethod(
  ctx: EngineCtx,
  profileId: string,
  input: MethodInput,
): Promise<PaymentMethod> {
  await requireUsable(ctx, input);
  const id = newId(ctx.clock.now());
  const named =
    input.provider === "sandbox"
      ? sandboxMethod(input.card, id)
      : { token: input.token, providerCustomerId: input.customer };
  const { projectId } = ctx;
  const { provider } = input;
  const row = { projectId, id, profileId, provider, ...named, createdAt: ctx.clock.now() };
  const [made] = await ctx.tx.insert(paymentMethods).values(row).onConflictDoNothing().returning();
  if (made) return made;
  const [known] = await ctx.tx
    .update(paymentMethods)
    .set({ providerCustomerId: row.providerCustomerId, detachedAt: null })
    .where(
      and(
        eq(paymentMethods.projectId, projectId),
        eq(paymentMethods.provider, provider),
        eq(paymentMethods.token, row.token),
        eq(paymentMethods.profileId, profileId),
      ),
    )
    .returning();
  if (!known) throw new Error("a payment method that is there already is found");
  return known;
}

/** Each kept card has a token of its own, as a real gateway would give it. */
function sandboxMethod(card: string, id: string) {
  const { brand = null, lastFour = null } = sandboxCardOf(card) ?? {};
  return { token: `${card}.${id}`, providerCustomerId: null, brand, lastFour };
}

async function requireUsable(ctx: EngineCtx, { provider }: MethodInput): Promise<void> {
  if (provider === "sandbox" && !ctx.terrain.isSandbox) {
    const message = "Cards of the sandbox pay in sandbox projects only";
    throw new AppError("invalid", message, { "paymentMethod.provider": message });
  }
  if (await findGateway(ctx.projectId, provider)) return;
  const message = "This project is not connected to Stripe";
  throw new AppError("conflict", `${message}. Connect it under Settings, Integrations.`, {
    "paymentMethod.provider": message,
  });
}
