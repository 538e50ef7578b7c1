import { z } from "zod";
import { environments } from "../../db/columns";
import { showId } from "../core/ids";
import { maskedUrl, withMaskedUrls } from "../core/masked-url";
import { instant, resource } from "../core/resource";
import { showTouch, touchResource } from "../customers/resource";
import type { Answer } from "./answers";
import type { PathEvent } from "./events";
import type { SessionRow, SessionWithFunnel } from "./queries";

const funnelName = z.strictObject({ id: z.string(), alias: z.string(), title: z.string().nullable() });

const sessionShape = {
  id: z.string(),
  profileId: z.string().describe("The browser or device; a merged customer has several."),
  funnel: funnelName,
  environment: z.enum(environments),
  url: z.string().describe("As the page sent it, but for the values of secret parameters."),
  referrer: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  timezone: z.string().nullable(),
  device: z.enum(["phone", "tablet", "desktop", "other"]),
  browser: z.string().nullable(),
  os: z.string().nullable(),
  userAgent: z.string().nullable(),
  touch: touchResource.nullable(),
  isBot: z.boolean(),
  startedAt: instant,
  receivedAt: instant,
  lastEventAt: instant.describe("Up to a minute behind."),
  completedAt: instant.nullable(),
};

export const sessionResource = resource("Session", sessionShape);

export const customerSessionResource = resource("CustomerSession", {
  ...sessionShape,
  screens: z.int().describe("How many different screens were seen."),
  lastScreen: z.string().nullable(),
  endedAt: instant.nullable().describe("When the last event happened."),
});

export const sessionEventResource = resource("SessionEvent", {
  id: z.string(),
  name: z.string(),
  occurredAt: instant.describe("By the clock of the browser, set right."),
  receivedAt: instant,
  properties: z.record(z.string(), z.unknown()).nullable(),
  isTooLarge: z
    .boolean()
    .describe("True where only the screen is left of the properties: ask for fewer events at once."),
});

export const sessionDetailResource = resource("SessionDetail", {
  ...sessionShape,
  customer: z.string(),
  answers: z.record(z.string(), z.string()),
  events: z.array(sessionEventResource).describe("The first 100; all of them stand in the list of events."),
  hasMoreEvents: z.boolean(),
});

export function showSession(session: SessionWithFunnel): z.input<typeof sessionResource> {
  return {
    id: showId("session", session.id),
    profileId: showId("profile", session.profileId),
    funnel: {
      id: showId("funnel", session.funnel.id),
      alias: session.funnel.alias,
      title: session.funnel.title,
    },
    environment: session.environment,
    url: maskedUrl(session.url),
    referrer: session.referrer === null ? null : maskedUrl(session.referrer),
    country: session.country,
    language: session.language,
    timezone: session.timezone,
    device: session.device,
    browser: session.browser,
    os: session.os,
    userAgent: session.userAgent,
    touch: showTouch(session.touch),
    isBot: session.isBot,
    startedAt: session.startedAt.toISOString(),
    receivedAt: session.receivedAt.toISOString(),
    lastEventAt: session.lastEventAt.toISOString(),
    completedAt: session.completedAt?.toISOString() ?? null,
  };
}

export function showCustomerSession(row: SessionRow): z.input<typeof customerSessionResource> {
  return {
    ...showSession(row),
    screens: row.screens,
    lastScreen: row.lastScreen,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

export function showSessionEvent(event: PathEvent): z.input<typeof sessionEventResource> {
  return {
    id: showId("sessionEvent", event.id),
    name: event.name,
    occurredAt: event.occurredAt.toISOString(),
    receivedAt: event.receivedAt.toISOString(),
    properties: withMaskedUrls(event.properties),
    isTooLarge: event.isTooLarge ?? false,
  };
}

export function showAnswers(answers: Answer[]): Record<string, string> {
  return Object.fromEntries(answers.map(({ key, value }) => [key, value]));
}
