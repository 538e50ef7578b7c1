import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getAuditEntry } from "../audit/queries";
import type { Ctx } from "../core/ctx";
import { isAppError } from "../core/errors";
import { findId, showId } from "../core/ids";
import { can, type Role, roleCan, rolesWith } from "../core/permissions";
import { attributionOf } from "../customers/attribution";
import { type Customer, getCustomer } from "../customers/customer";
import { listAttributes, listConsents, listIntegrations } from "../customers/facts";
import { getFunnel } from "../funnels/queries";
import { findOfProvider } from "../inbound-events/of-provider";
import { getInboundEvent } from "../inbound-events/queries";
import { inboundProviders } from "../inbound-events/schema";
import { getErasure } from "../privacy/queries";
import { getSession } from "../sessions/queries";
import { getSubscription, listCustomerSubscriptions } from "../subscription-list/queries";
import { viewOf } from "../subscriptions/view";
import { listSupportHistory } from "../support/queries";
import { getUserInformation } from "../support/user-information";
import { findPastErasure } from "../suppressions/queries";
import { listTagChoices, listTags } from "../tags/queries";
import { sumCustomerMoney } from "../transactions/totals";
import { getDelivery } from "../webhooks/delivery-story";
import { listCustomerEvents } from "../webhooks/of-customer";
import { getEndpoint } from "../webhooks/queries";
import { linksOf } from "./links";
import { once } from "./once";
import { askedPath } from "./request";
import { projectCtx } from "./session";

const openedFrom = "merged";

/** The id of a joined profile that was asked for, where the present address is the one that it led to. */
export async function mergedIdAsked(customer: Customer): Promise<string | undefined> {
  const asked = new URLSearchParams((await askedPath()).split("?")[1]).get(openedFrom);
  const isMember = asked !== null && customer.profileIds.some((id) => showId("profile", id) === asked);
  return isMember && asked !== showId("profile", customer.id) ? asked : undefined;
}

/** Gate and record of a customer's pages. The id of a joined profile leads to the same page of its customer. */
export const customerPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "customers:read");
  const customer = await getCustomer(gate.ctx, shownId).catch((error) =>
    erasedOr(error, gate.ctx, slug, shownId),
  );
  const canonicalId = showId("profile", customer.id);
  if (canonicalId !== shownId) {
    const [path = "", query] = (await askedPath()).replace(shownId, canonicalId).split("?");
    const search = new URLSearchParams(query);
    search.set(openedFrom, shownId);
    redirect(`${path}?${search}`);
  }
  const links = linksOf(slug);
  return {
    ...gate,
    customer,
    shownId: canonicalId,
    links,
    facts: factsOf(gate.ctx, customer, { slug, customer: canonicalId, listPath: links.customers }),
  };
});

/** What the cards beside every tab of a customer show: each loads by itself. */
function factsOf(ctx: Ctx, customer: Customer, tagged: { slug: string; customer: string; listPath: string }) {
  return {
    customer,
    shownId: tagged.customer,
    integrations: () => listIntegrations(ctx, customer),
    money: once(() => sumCustomerMoney(ctx, customer, customer.environment)),
    subscriptions: once(async () => (await listCustomerSubscriptions(ctx, customer)).map(viewOf)),
    subscriptionsHref: `${tagged.listPath}/${tagged.customer}/subscriptions`,
    consents: () => listConsents(ctx, customer),
    userInformation: () => getUserInformation(ctx, customer),
    events: {
      load: async () => (await listCustomerEvents(ctx, customer, {}, { limit: 3 })).rows,
      href: `${tagged.listPath}/${tagged.customer}/webhooks`,
      shownId: (id: string) => showId("event", id),
    },
    supportHistory: async () => (await listSupportHistory(ctx, customer, { limit: 10 })).rows,
    attribution: async () => attributionOf(customer, await listAttributes(ctx, customer)),
    tags: async () => {
      const [tags, choices] = await Promise.all([listTags(ctx, customer), listTagChoices(ctx)]);
      return { tags, choices };
    },
    tagging: {
      ...tagged,
      refusal: can(ctx.actor, "customers:write")
        ? undefined
        : `For the roles ${rolesWith("customers:write").join(", ")}`,
    },
  };
}

export const sessionPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "customers:read");
  const session = await orNotFound(getSession(gate.ctx, shownId));
  return { ...gate, session, links: linksOf(slug) };
});

export const subscriptionPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "billing:read");
  const subscription = await orNotFound(getSubscription(gate.ctx, shownId));
  return { ...gate, subscription, links: linksOf(slug) };
});

export const funnelPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "funnels:read");
  const funnel = await orNotFound(getFunnel(gate.ctx, shownId));
  return { ...gate, funnel, links: linksOf(slug) };
});

export const endpointPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "webhooks:read");
  const { endpoint, health, standing } = await orNotFound(getEndpoint(gate.ctx, shownId));
  return { ...gate, endpoint, health, standing, shownId, links: linksOf(slug) };
});

export const deliveryPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "webhooks:read");
  const story = await orNotFound(getDelivery(gate.ctx, shownId));
  return { ...gate, story, shownId, links: linksOf(slug) };
});

export const providerPage = cache(async (slug: string, provider: string) => {
  const gate = await projectCtx(slug, "integrations:read");
  const known = inboundProviders.find((each) => each === provider);
  if (!known) notFound();
  const links = linksOf(slug);
  return {
    ...gate,
    provider: known,
    integration: await findOfProvider(gate.ctx, known),
    links,
    frame: { href: links.integration(known), integrationsHref: links.integrations },
    disabledReason: integrationsReason(gate.role),
  };
});

function integrationsReason(role: Role): string | undefined {
  if (roleCan(role, "integrations:write")) return undefined;
  return `For the roles ${rolesWith("integrations:write").join(", ")}`;
}

export const inboundEventPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "integrations:read");
  const story = await orNotFound(getInboundEvent(gate.ctx, shownId));
  return { ...gate, story, shownId, links: linksOf(slug), disabledReason: integrationsReason(gate.role) };
});

export const auditEntryPage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "audit:read");
  const entry = await orNotFound(getAuditEntry(gate.ctx, shownId));
  return { ...gate, entry, links: linksOf(slug) };
});

export const erasurePage = cache(async (slug: string, shownId: string) => {
  const gate = await projectCtx(slug, "customers:read");
  const erasure = await orNotFound(getErasure(gate.ctx, shownId));
  return { ...gate, erasure, shownId, links: linksOf(slug) };
});

/** Who follows a link to somebody who was erased gets to the case, which says when; others get the not-found page. */
async function erasedOr(error: unknown, ctx: Ctx, slug: string, shownId: string): Promise<never> {
  if (!isAppError(error) || error.code !== "not_found") throw error;
  const value = findId("profile", shownId);
  const past = value && (await findPastErasure(ctx, { kind: "profile", value }));
  return past ? redirect(linksOf(slug).erasure(past.id)) : notFound();
}

/** Unknown, foreign and damaged ids show the same page. */
async function orNotFound<T>(record: Promise<T>): Promise<T> {
  try {
    return await record;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
