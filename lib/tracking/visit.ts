import type { Environment } from "@/db/columns";
import type { Touch } from "@/db/schema/profiles";
import { touchOf, urlLimit } from "./attribution";
import { isBot } from "./bot";
import { cutText } from "./clean-text";
import { countryOf } from "./country";
import { type Device, deviceOf } from "./device";
import { type Identity, identityOf, isIdentityInput } from "./identity";
import { funnelIdOf, profileIdOf, sessionIdOf } from "./ids";
import { occurredAt } from "./occurred-at";
import type { Properties } from "./properties";
import type { Batch, Consent } from "./schema";

export type VisitEvent = { id: string; name: string; occurredAt: Date; properties: Properties | null };

/** One batch with everything that the server knows about it, ready to be written. */
export type Visit = {
  device: Device;
  profileId: string;
  sessionId: string;
  environment: Environment;
  receivedAt: Date;
  /** Of its first and of its last event, or of the arrival when it has none. */
  firstAt: Date;
  lastAt: Date;
  funnel: { id: string; alias: string; title: string | null; version: string | null };
  url: string;
  referrer: string | null;
  touch: Touch;
  language: string | null;
  timezone: string | null;
  country: string | null;
  isBot: boolean;
  identity: Identity;
  answers: [key: string, value: string][];
  consent: Consent;
  events: VisitEvent[];
  completedAt: Date | null;
};

export type Sender = { projectId: string; address: string; userAgent: string | null; receivedAt: Date };

export function visitOf(batch: Batch, sender: Sender): Visit {
  const { projectId, receivedAt } = sender;
  const environment = batch.mode;
  const events = batch.events.map(({ id, name, at, properties }) => ({
    id,
    name,
    occurredAt: occurredAt(receivedAt, batch.sentAt, at),
    properties,
  }));
  const times = events.map((event) => event.occurredAt.getTime());
  const firstAt = times.length > 0 ? new Date(Math.min(...times)) : receivedAt;
  const { url, referrer, language, timezone } = batch.page;
  return {
    device: deviceOf(sender.userAgent),
    profileId: profileIdOf(projectId, environment, batch.visitor),
    sessionId: sessionIdOf(projectId, environment, batch.visitor, batch.session),
    environment,
    receivedAt,
    firstAt,
    lastAt: times.length > 0 ? new Date(Math.max(...times)) : receivedAt,
    funnel: {
      id: funnelIdOf(projectId, batch.funnel.id),
      alias: batch.funnel.id,
      title: batch.funnel.title,
      version: batch.funnel.version,
    },
    url: cutText(url.href, urlLimit),
    referrer,
    touch: touchOf(url, referrer, firstAt),
    language,
    timezone,
    country: countryOf(sender.address),
    isBot: isBot(sender.userAgent, sender.address),
    identity: identityOf(batch.inputs),
    answers: [...batch.inputs].filter(([key]) => !isIdentityInput(key)),
    consent: batch.consent,
    events,
    completedAt: events.find(isFinalScreen)?.occurredAt ?? null,
  };
}

/** A funnel is finished when a screen comes up whose id begins with `final`. */
function isFinalScreen({ name, properties }: VisitEvent): boolean {
  const screen = properties?.screen_id;
  return name === "screen_presented" && typeof screen === "string" && screen.startsWith("final");
}
