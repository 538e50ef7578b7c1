import { createHash } from "node:crypto";
import type { InboundProvider } from "../../db/columns";
import type { IntegrationSettings } from "../../db/schema/integrations";
import type { Parsed } from "./facts";
import { type JsonReader, readJson } from "./json-reader";
import type { Head, Parser } from "./parser";
import { adaptyParser } from "./parsers/adapty";
import { funnelfoxParser } from "./parsers/funnelfox";
import { funnelfoxBillingParser } from "./parsers/funnelfox-billing";
import { paypalParser } from "./parsers/paypal";
import { revenuecatParser } from "./parsers/revenuecat";
import { stripeParser } from "./parsers/stripe";
import { UnreadableEvent } from "./unreadable-event";

const parsers: Record<InboundProvider, Parser> = {
  stripe: stripeParser,
  paypal: paypalParser,
  revenuecat: revenuecatParser,
  adapty: adaptyParser,
  funnelfox: funnelfoxParser,
  "funnelfox-billing": funnelfoxBillingParser,
};

const longestName = 255;

/** Which code reads a provider's events: raised whenever the same bytes begin to say something else. */
export function parserVersion(provider: InboundProvider): number {
  return parsers[provider].version;
}

/** By what an event is stored, before anything of it is understood. Never throws: what cannot be read has a head too. */
export function readHead(provider: InboundProvider, rawBody: Buffer, settings: IntegrationSettings): Head {
  try {
    return headOf(provider, readJson(rawBody.toString("utf8")), rawBody, settings);
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    return {
      providerEventId: sumOf(rawBody),
      type: "unreadable",
      occurredAt: null,
      environment: "production",
    };
  }
}

/** What an event says. Throws UnreadableEvent, whose `errorCode` groups equal failures. */
export function parseEvent(
  provider: InboundProvider,
  rawBody: Buffer,
  settings: IntegrationSettings,
): Parsed {
  const event = readJson(rawBody.toString("utf8"));
  const head = headOf(provider, event, rawBody, settings);
  return { ...head, ...parsers[provider].meaning(event, head, settings) };
}

function headOf(
  provider: InboundProvider,
  event: JsonReader,
  rawBody: Buffer,
  settings: IntegrationSettings,
): Head {
  const { providerEventId: own, type, ...rest } = parsers[provider].head(event, settings);
  const isFit = own !== undefined && own.length <= longestName;
  return { providerEventId: isFit ? own : sumOf(rawBody), type: type.slice(0, longestName), ...rest };
}

function sumOf(rawBody: Buffer): string {
  return `sha256:${createHash("sha256").update(rawBody).digest("hex")}`;
}
