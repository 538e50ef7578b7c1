import { and, eq } from "drizzle-orm";
import type { Environment } from "../../db/columns";
import { paymentMethods } from "../../db/schema/subscriptions";
import { AppError } from "../core/errors";
import { newId } from "../core/ids";
import { sandboxCardOf } from "../gateways/sandbox-cards";
import { findConnected } from "../integrations/connections";
import type { EngineCtx } from "./engine-ctx";
import type { MethodInput } from "./schema";

export type PaymentMethod = typeof paymentMethods.$inferSelect;

/** Keeps what a customer pays with, once per profile and token. */
export async function keepMethod(
  ctx: EngineCtx,
  { id: profileId, environment }: { id: string; environment: Environment },
  input: MethodInput,
): Promise<PaymentMethod> {
  await requireUsable(ctx, input, environment);
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

/** Money that is real and people who are must belong together, as must test cards and rehearsals. */
async function requireUsable(ctx: EngineCtx, { provider }: MethodInput, environment: Environment) {
  const refuse = (code: "invalid" | "conflict", message: string) => {
    throw new AppError(code, message, { "paymentMethod.provider": message });
  };
  const { isSandbox } = ctx.terrain;
  if (provider === "sandbox")
    return isSandbox || refuse("invalid", "Cards of the sandbox pay in sandbox projects only");
  const connected = await findConnected(ctx.tx, ctx.projectId, provider);
  if (!connected) return refuse("conflict", "This project is not connected to Stripe");
  if (connected.mode === "live" && environment === "preview")
    return refuse("conflict", "A preview visitor cannot pay with real money");
  if (connected.mode === "test" && environment === "production" && !isSandbox)
    return refuse(
      "conflict",
      "Stripe is connected with a test key, which only preview visitors can pay with",
    );
}
