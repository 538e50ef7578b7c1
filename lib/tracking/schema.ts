import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { urlLimit } from "./attribution";
import { cleanText, cutText } from "./clean-text";
import {
  isPrototypeKey,
  isRecord,
  type Properties,
  type PropertiesFault,
  readProperties,
} from "./properties";

export const batchLimits = { bytes: 64 * 1024, events: 50, inputs: 64, purposes: 16, input: 1024 } as const;

export type BatchEvent = { id: string; name: string; at: number; properties: Properties | null };
export type Rejection = { index: number; code: EventFault };
export type EventFault = "invalid_event" | "invalid_id" | "invalid_name" | "invalid_time" | PropertiesFault;

/** What a page sent, cleaned. Events that cannot be kept are in `rejected`, by their place in the body. */
export type Batch = z.output<typeof envelope> & { events: BatchEvent[]; rejected: Rejection[] };

const visitorKey = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/);
const milliseconds = z.number().min(0).max(8.64e15);
const required = (most: number) =>
  z
    .string()
    .transform((text) => cleanText(text).trim())
    .pipe(z.string().min(1).max(most));
const cut = (most: number) =>
  z
    .string()
    .nullish()
    .transform((text) => cutText(cleanText(text ?? ""), most) || null);
const webAddress = z.string().transform((text, ctx) => {
  const clean = cleanText(text);
  const url = URL.canParse(clean) ? new URL(clean) : null;
  if (url && /^https?:$/.test(url.protocol)) {
    url.username = "";
    url.password = "";
    return url;
  }
  ctx.addIssue({ code: "custom", message: "not a web address" });
  return z.NEVER;
});

const envelope = z.object({
  key: z.string().max(128),
  visitor: visitorKey,
  session: visitorKey,
  mode: z.enum(["production", "preview"]),
  sentAt: milliseconds,
  funnel: z.object({ id: required(128), title: cut(200), version: cut(64) }),
  page: z.object({ url: webAddress, referrer: cut(urlLimit), language: cut(35), timezone: cut(64) }),
  inputs: z.unknown().optional().transform(readInputs),
  consent: z.unknown().optional().transform(readConsent),
});

const eventList = z.array(z.unknown()).max(batchLimits.events);

/** The batch in a body, or the field that makes it unreadable. Values are never repeated to the sender. */
export function readBatch(body: string): Batch | { invalid: string } {
  const raw = parseJson(body);
  if (!isRecord(raw)) return { invalid: "body" };
  const parsed = envelope.safeParse(raw);
  if (!parsed.success) return { invalid: fieldOf(parsed.error) };
  const list = eventList.safeParse(raw.events);
  if (!list.success) return { invalid: "events" };
  const events: BatchEvent[] = [];
  const rejected: Rejection[] = [];
  for (const [index, entry] of list.data.entries()) {
    const event = readEvent(entry);
    if ("fault" in event) rejected.push({ index, code: event.fault });
    else events.push(event);
  }
  return { ...parsed.data, events, rejected };
}

function readEvent(raw: unknown): BatchEvent | { fault: EventFault } {
  if (!isRecord(raw)) return { fault: "invalid_event" };
  const id = typeof raw.id === "string" ? raw.id.toLowerCase() : "";
  if (!isUuid(id)) return { fault: "invalid_id" };
  const { name, at } = raw;
  if (typeof name !== "string" || !/^[a-zA-Z0-9_. :-]{1,64}$/.test(name)) return { fault: "invalid_name" };
  if (typeof at !== "number" || !(at >= 0 && at <= 8.64e15)) return { fault: "invalid_time" };
  const read = readProperties(raw.properties);
  return "fault" in read ? read : { id, name, at, properties: read.properties };
}

/** Inputs by key. A text that is too long is cut: losing its end is better than losing the visit. */
function readInputs(raw: unknown, ctx: z.RefinementCtx): Map<string, string> {
  const inputs = new Map<string, string>();
  if (raw === undefined || raw === null) return inputs;
  if (!isRecord(raw) || Object.keys(raw).length > batchLimits.inputs) return refuse(ctx, inputs);
  for (const [rawKey, value] of Object.entries(raw)) {
    const key = cleanText(rawKey);
    if (value === null) continue;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
      return refuse(ctx, inputs);
    if (key === "" || key.length > 64 || isPrototypeKey(key)) continue;
    inputs.set(key, cutText(cleanText(String(value)), batchLimits.input));
  }
  return inputs;
}

export type Consent = { states: Map<string, "granted" | "denied">; policyVersion: string | null };

function readConsent(raw: unknown, ctx: z.RefinementCtx): Consent {
  const consent: Consent = { states: new Map(), policyVersion: null };
  if (raw === undefined || raw === null) return consent;
  if (!isRecord(raw) || Object.keys(raw).length > batchLimits.purposes) return refuse(ctx, consent);
  for (const [rawPurpose, state] of Object.entries(raw)) {
    const purpose = cleanText(rawPurpose);
    if (purpose === "policyVersion") {
      if (typeof state !== "string") return refuse(ctx, consent);
      consent.policyVersion = cutText(cleanText(state), 64) || null;
    } else if (state !== "granted" && state !== "denied") return refuse(ctx, consent);
    else if (purpose !== "" && purpose.length <= 64 && !isPrototypeKey(purpose))
      consent.states.set(purpose, state);
  }
  return consent;
}

function refuse<Value>(ctx: z.RefinementCtx, value: Value): Value {
  ctx.addIssue({ code: "custom", message: "not as the contract says" });
  return value;
}

function fieldOf(error: z.ZodError): string {
  const path = error.issues[0]?.path ?? [];
  return path.slice(0, 2).map(String).join(".") || "body";
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
