import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getAuditEntry } from "../audit/queries";
import { isAppError } from "../core/errors";
import { showId } from "../core/ids";
import { getCustomer } from "../customers/customer";
import { getFunnel } from "../funnels/queries";
import { getSession } from "../sessions/queries";
import { linksOf } from "./links";
import { askedPath } from "./request";
import { projectCtx } from "./session";

/** Gate and record of a customer's pages. The id of a joined profile leads to the same page of its customer. */
export const customerPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "customers:read");
  const customer = await orNotFound(getCustomer(gate.ctx, shownId));
  const canonicalId = showId("profile", customer.id);
  if (canonicalId !== shownId) redirect((await askedPath()).replace(shownId, canonicalId));
  return { ...gate, customer, shownId: canonicalId, links: linksOf(slug) };
});

export const sessionPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "customers:read");
  const session = await orNotFound(getSession(gate.ctx, shownId));
  return { ...gate, session, links: linksOf(slug) };
});

export const funnelPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "funnels:read");
  const funnel = await orNotFound(getFunnel(gate.ctx, shownId));
  return { ...gate, funnel, links: linksOf(slug) };
});

export const auditEntryPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "audit:read");
  const entry = await orNotFound(getAuditEntry(gate.ctx, shownId));
  return { ...gate, entry, links: linksOf(slug) };
});

/** Unknown, foreign and damaged ids show the same page. */
async function orNotFound<T>(record: Promise<T>): Promise<T> {
  try {
    return await record;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
