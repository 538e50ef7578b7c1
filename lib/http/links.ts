import { showId } from "../core/ids";

/** Addresses of a project's pages by the ids of what they show. Handed to components, which know no ids. */
export type Links = {
  project: string;
  customers: string;
  support: string;
  funnels: string;
  catalogue: string;
  subscriptions: string;
  customer: (profileId: string) => string;
  transactions: (profileId: string) => string;
  session: (sessionId: string) => string;
  funnel: (funnelId: string) => string;
  subscription: (subscriptionId: string) => string;
  audit: string;
  auditEntry: (entryId: string) => string;
  webhooks: string;
  endpoint: (endpointId: string) => string;
  delivery: (deliveryId: string) => string;
  integrations: string;
  integration: (provider: string) => string;
  inboundEvent: (eventId: string) => string;
  eventTypes: string;
  eventType: (type: string) => string;
  erasures: string;
  erasure: (erasureId: string) => string;
};

export function linksOf(slug: string): Links {
  const project = `/${slug}`;
  return {
    project,
    customers: `${project}/customers`,
    support: `${project}/support`,
    funnels: `${project}/funnels`,
    catalogue: `${project}/catalogue`,
    subscriptions: `${project}/subscriptions`,
    customer: (id) => `${project}/customers/${showId("profile", id)}`,
    transactions: (id) => `${project}/customers/${showId("profile", id)}/transactions`,
    session: (id) => `${project}/sessions/${showId("session", id)}`,
    funnel: (id) => `${project}/funnels/${showId("funnel", id)}`,
    subscription: (id) => `${project}/subscriptions/${showId("subscription", id)}`,
    audit: `${project}/settings/audit`,
    auditEntry: (id) => `${project}/settings/audit/${showId("auditEntry", id)}`,
    webhooks: `${project}/developers/webhooks`,
    endpoint: (id) => `${project}/developers/webhooks/${showId("endpoint", id)}`,
    delivery: (id) => `${project}/developers/webhooks/deliveries/${showId("delivery", id)}`,
    integrations: `${project}/settings/integrations`,
    integration: (provider) => `${project}/settings/integrations/${provider}`,
    inboundEvent: (id) => `${project}/settings/integrations/events/${showId("inboundEvent", id)}`,
    eventTypes: `${project}/developers/webhooks/events`,
    eventType: (type) => `${project}/developers/webhooks/events/${type}`,
    erasures: `${project}/settings/erasures`,
    erasure: (id) => `${project}/settings/erasures/${showId("erasure", id)}`,
  };
}
