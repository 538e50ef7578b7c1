import { z } from "zod";
import { environments } from "../../db/columns";
import { deliveryStates } from "../../db/schema/webhooks";
import { idOf, line } from "../core/inputs";
import { idCursor } from "../core/page";
import { type EventType, eventTypes } from "../events/catalogue";
import { headerNameTrouble, usualSharedSecretHeader } from "./header-rules";

export const payloads = ["full", "thin"] as const;
export const mostTestBytes = 256 * 1024;
export const fastestReplay = 500;
export const longestOverlapHours = 7 * 24;
const mostHeaders = 20;

const url = z
  .string("Write the address of your endpoint")
  .trim()
  .min(1, "Write the address of your endpoint")
  .max(2_000, "Use at most 2000 characters");

const eventType = z.enum(eventTypes, "There is no event of this type");
const types = z
  .array(eventType)
  .min(1, "Choose at least one event, or all of them")
  .max(200, "Name each event once")
  .transform((all) => [...new Set(all)]);

const headerName = z.string().superRefine((name, context) => {
  const message = headerNameTrouble(name);
  if (message) context.addIssue({ code: "custom", message });
});
const headerValue = z
  .string("Write the value")
  .min(1, "Write the value")
  .max(2_000, "Use at most 2000 characters")
  .regex(/^[\x20-\x7e]+$/, "Use letters, digits and signs of ASCII only");

/** Two names that differ in case alone would be one header. */
function headersOf<Value extends z.ZodType>(value: Value) {
  return z.record(z.string().max(200), value).superRefine((headers, context) => {
    const names = Object.keys(headers);
    if (names.length > mostHeaders)
      context.addIssue({ code: "custom", message: `Name at most ${mostHeaders} headers` });
    const lower = names.map((name) => name.toLowerCase());
    for (const [index, name] of names.entries()) {
      const parsed = headerName.safeParse(name);
      const twice = lower.indexOf(name.toLowerCase()) !== index;
      const message = parsed.error?.issues[0]?.message ?? (twice ? "This header is named twice" : null);
      if (message) context.addIssue({ code: "custom", message, path: [name] });
    }
  });
}

const description = line(200).nullable();
const sharedName = headerName.default(usualSharedSecretHeader);
const endpoint = idOf("endpoint");

const settings = {
  description: description.default(null).describe("For people."),
  types: types.nullable().default(null).describe("Null: every type, those to come included."),
  environment: z.enum(environments).default("production"),
  payload: z.enum(payloads).default("full").describe("`thin` sends ids alone, no personal data."),
  headers: headersOf(headerValue).default({}).describe("Sent beside ours. Values are never shown again."),
  sharedSecret: z
    .strictObject({ name: sharedName, value: headerValue })
    .nullable()
    .default(null)
    .describe("A header of a fixed value, for receivers that compare a shared secret."),
};

export const addEndpointInput = z.strictObject({ url, ...settings });

/** What is left out stays as it is. Of headers a null value keeps the one that is there. */
export const changeEndpointInput = z.strictObject({
  endpoint,
  version: z.int("Say which version you saw").min(1).optional().describe("409 where it is another by now."),
  url: url.optional(),
  description: description.optional(),
  types: types.nullable().optional(),
  environment: z.enum(environments).optional(),
  payload: z.enum(payloads).optional(),
  headers: headersOf(headerValue.nullable())
    .optional()
    .describe("All of them: a name that is not here goes. A null value keeps the one that is set."),
  sharedSecret: z
    .strictObject({ name: sharedName, value: headerValue.optional() })
    .nullable()
    .optional()
    .describe("Null takes it away; without a value it stays what it is."),
});

export const endpointInput = z.strictObject({ endpoint });

export const rotateSecretInput = z.strictObject({
  endpoint,
  overlapHours: z
    .int("Choose how long the old secret works")
    .min(0, "Choose 0 to 168 hours")
    .max(longestOverlapHours, "Choose 0 to 168 hours")
    .default(24)
    .describe("So long what is sent carries signatures of both secrets."),
});

export const sendTestInput = z.strictObject({
  endpoint,
  type: eventType,
  customer: idOf("profile").optional().describe("Whose data the example is filled with."),
  body: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("What to send instead of the example, 256 KiB at most."),
});

export const resendDeliveryInput = z.strictObject({ delivery: idOf("delivery") });

const moment = z.iso
  .datetime({ offset: true, message: "Write a time as ISO 8601" })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() >= 1970 && at.getUTCFullYear() <= 9998, "Write a time of this age");

const perSecond = z
  .int("Write a whole number")
  .min(1, `Choose 1 to ${fastestReplay} a second`)
  .max(fastestReplay, `Choose 1 to ${fastestReplay} a second`)
  .default(50);

export const replayFilter = {
  states: z
    .array(z.enum(deliveryStates))
    .min(1, "Choose at least one state")
    .max(10)
    .transform((all) => [...new Set(all)])
    .default(["failed", "waiting", "skipped"]),
  types: types.nullable().default(null),
  from: moment.describe("Deliveries made from this time on."),
  to: moment.optional().describe("Up to this time; without it, until now."),
  customer: idOf("profile").nullable().default(null),
};

export const startReplayInput = z.strictObject({ endpoint, ...replayFilter, perSecond });
export const recoverInput = z.strictObject({ endpoint, since: moment, perSecond });
export const replayInput = z.strictObject({ replay: idOf("replay") });

export { deliveryStates, type EventType, environments, eventTypes };

export const windows = ["1h", "24h", "7d", "30d"] as const;
export type Window = (typeof windows)[number];
export const pageSizes = [25, 50, 100] as const;

/** Which deliveries: every field that is set must hold; of several choices in one, any. */
export type DeliveryFilter = {
  states: (typeof deliveryStates)[number][];
  types: EventType[];
  window: Window | null;
  /** Days in UTC, both included. */
  from: string | null;
  to: string | null;
  /** A shown id. */
  customer: string | null;
};

/** The list as its address says it. */
export type DeliveryList = {
  filter: DeliveryFilter;
  size: (typeof pageSizes)[number];
  cursor: string | undefined;
};

export const noFilter: DeliveryFilter = {
  states: [],
  types: [],
  window: null,
  from: null,
  to: null,
  customer: null,
};

const words = z
  .union([z.string(), z.array(z.string()).transform((all) => all.join(","))])
  .optional()
  .catch(undefined)
  .transform((value) => (value ?? "").slice(0, 4_000).split(","));

function among<Choice extends string>(choices: readonly Choice[]) {
  return words.transform((all) => choices.filter((choice) => all.includes(choice)));
}

const day = z.string().refine(isDay).nullable().catch(null).default(null);

/** Reads whatever an address holds; what makes no sense is left out, so that no address is an error. */
export const deliveryList = z
  .object({
    state: among(deliveryStates),
    type: among(eventTypes),
    window: among(windows),
    from: day,
    to: day,
    customer: z
      .string()
      .trim()
      .regex(/^pro_[0-9a-z]{26}$/)
      .nullable()
      .catch(null)
      .default(null),
    size: z.coerce.number().optional().catch(undefined),
    cursor: idCursor,
  })
  .transform(
    ({ state, type, window, from, to, customer, size, cursor }): DeliveryList => ({
      filter: { states: state, types: type, window: window[0] ?? null, from, to, customer },
      size: pageSizes.find((each) => each === size) ?? 50,
      cursor,
    }),
  );

function isDay(value: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** What the address of the test page may say. */
export const testSearch = z.object({
  type: z.enum(eventTypes).catch("profile.updated"),
  customer: z.string().trim().min(1).max(300).nullable().catch(null).default(null),
});
