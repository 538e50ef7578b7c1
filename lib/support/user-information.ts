import { and, desc, eq, inArray, isNotNull, or } from "drizzle-orm";
import type { PaymentProvider } from "../../db/columns";
import { orders } from "../../db/schema/orders";
import { paymentMethods } from "../../db/schema/subscriptions";
import type { Ctx } from "../core/ctx";
import { read } from "../core/database";
import type { Customer } from "../customers/customer";
import { listIdentifiers } from "../search/identifiers";

/** Who a payer is, by the names that support asks for. */
export type UserInformation = {
  /** By which payment services know them. */
  thirdParty: { provider: PaymentProvider; id: string }[];
  /** Former addresses. */
  emailAliases: string[];
  /** Of the last checkout that told them. */
  userAgent: string | null;
  ip: string | null;
};

export async function getUserInformation(ctx: Ctx, customer: Customer): Promise<UserInformation> {
  const identifiers = await listIdentifiers(ctx, customer);
  return read(ctx, async (tx) => {
    const methods = await tx
      .selectDistinct({ provider: paymentMethods.provider, id: paymentMethods.providerCustomerId })
      .from(paymentMethods)
      .where(
        and(
          eq(paymentMethods.projectId, ctx.projectId),
          inArray(paymentMethods.profileId, customer.profileIds),
          isNotNull(paymentMethods.providerCustomerId),
        ),
      );
    const [checkout] = await tx
      .select({ userAgent: orders.checkoutUserAgent, ip: orders.checkoutIp })
      .from(orders)
      .where(
        and(
          eq(orders.projectId, ctx.projectId),
          inArray(orders.profileId, customer.profileIds),
          or(isNotNull(orders.checkoutIp), isNotNull(orders.checkoutUserAgent)),
        ),
      )
      .orderBy(desc(orders.createdAt), desc(orders.id))
      .limit(1);
    const emails = identifiers.flatMap(({ kind, value }) => (kind === "email" ? value : []));
    return {
      thirdParty: methods.flatMap(({ provider, id }) => (id ? { provider, id } : [])),
      emailAliases: [...new Set(emails)].filter((email) => email !== customer.email),
      userAgent: checkout?.userAgent ?? null,
      ip: checkout?.ip ?? null,
    };
  });
}
