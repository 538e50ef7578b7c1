import { and, eq, inArray, isNotNull, ne, or, sql } from "drizzle-orm";
import type { InboundProvider } from "../../db/columns";
import { integrations } from "../../db/schema/integrations";
import type { Applying } from "./applying";

/**
 * Whether one of these providers tells this project of its payments by itself: the same money, told by two, is counted
 * from whoever took it. PayPal is believed by its certificate, and needs no secret.
 */
export async function isHeardItself(
  { ctx, integrationId }: Applying,
  via: readonly InboundProvider[] | undefined,
): Promise<boolean> {
  if (!via || via.length === 0) return false;
  const [found] = await ctx.tx
    .select({ id: integrations.id })
    .from(integrations)
    .where(
      and(
        eq(integrations.projectId, ctx.projectId),
        eq(integrations.state, "connected"),
        inArray(integrations.provider, [...via]),
        ne(integrations.id, integrationId),
        or(
          isNotNull(integrations.inboundSecrets),
          and(eq(integrations.provider, "paypal"), sql`${integrations.settings} ->> 'webhookId' is not null`),
        ),
      ),
    )
    .limit(1);
  return found !== undefined;
}
