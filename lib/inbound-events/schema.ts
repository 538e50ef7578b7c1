import { z } from "zod";
import { environments, inboundProviders } from "../../db/columns";
import { inboundStates } from "../../db/schema/inbound-events";
import { idOf } from "../core/inputs";
import { idCursor } from "../core/page";

const code = z.string().min(1).max(100);

/** What the address of the list may say; what is wrong in it is left out. */
export const inboundListParams = z.object({
  integration: idOf("integration").optional().catch(undefined),
  provider: z.enum(inboundProviders).optional().catch(undefined),
  state: z.enum(inboundStates).optional().catch(undefined),
  type: z.string().min(1).max(255).optional().catch(undefined),
  error: code.optional().catch(undefined),
  environment: z.enum(environments).optional().catch(undefined),
  from: z.iso.datetime().optional().catch(undefined),
  to: z.iso.datetime().optional().catch(undefined),
  cursor: idCursor,
});

/** One of them, or all that failed for one reason. */
export const retryInboundInput = z.union([
  z.strictObject({ event: idOf("inboundEvent").describe("One event (inb_…).") }),
  z.strictObject({
    integration: idOf("integration").describe("All parked events of this integration …"),
    errorCode: code
      .nullable()
      .default(null)
      .describe("… that failed for this reason; null for every reason."),
  }),
]);

export const mapProductInput = z.strictObject({
  integration: idOf("integration"),
  product: z.string().min(1).max(255).describe("As the provider names it."),
  pricePoint: idOf("pricePoint").describe("What it is sold as here (pp_…)."),
});

export const startReprocessInput = z
  .strictObject({
    integration: idOf("integration"),
    from: z.iso
      .datetime()
      .transform((text) => new Date(text))
      .describe("Of the receipt."),
    to: z.iso
      .datetime()
      .transform((text) => new Date(text))
      .describe("Not included."),
  })
  .refine(({ from, to }) => from < to, { message: "The end comes after the beginning", path: ["to"] });

export const oneReprocessInput = z.strictObject({ run: idOf("reprocessRun") });

export { inboundProviders, inboundStates };
export type InboundState = (typeof inboundStates)[number];

export const windows = ["1h", "24h", "7d", "30d"] as const;
export type Window = (typeof windows)[number];
export const pageSizes = [25, 50, 100] as const;

/** Which events: every field that is set must hold; of several states, any. */
export type InboundFilter = {
  states: InboundState[];
  /** As the provider names it. */
  type: string | null;
  /** The code of an error. */
  error: string | null;
  window: Window | null;
};

/** The list as its address says it. */
export type InboundList = {
  filter: InboundFilter;
  size: (typeof pageSizes)[number];
  cursor: string | undefined;
};

export const noFilter: InboundFilter = { states: [], type: null, error: null, window: null };

const words = z
  .union([z.string(), z.array(z.string()).transform((all) => all.join(","))])
  .optional()
  .catch(undefined)
  .transform((value) => (value ?? "").slice(0, 400).split(","));

function among<Choice extends string>(choices: readonly Choice[]) {
  return words.transform((all) => choices.filter((choice) => all.includes(choice)));
}

/** Reads whatever an address holds; what makes no sense is left out, so that no address is an error. */
export const inboundList = z
  .object({
    state: among(inboundStates),
    type: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .refine((text) => !text.includes("\0"))
      .nullable()
      .catch(null)
      .default(null),
    error: z
      .string()
      .regex(/^[a-z_]{1,40}$/)
      .nullable()
      .catch(null)
      .default(null),
    window: among(windows),
    size: z.coerce.number().optional().catch(undefined),
    cursor: idCursor,
  })
  .transform(
    ({ state, type, error, window, size, cursor }): InboundList => ({
      filter: { states: state, type, error, window: window[0] ?? null },
      size: pageSizes.find((each) => each === size) ?? 50,
      cursor,
    }),
  );

const day = z.string().refine(isDay).optional().catch(undefined);

/** What the address of the page that reads events anew may say: a window in days of UTC, both included, and a run. */
export const reprocessSearch = z.object({
  from: day,
  to: day,
  run: z
    .string()
    .regex(/^rpr_[0-9a-z]{26}$/)
    .optional()
    .catch(undefined),
});

const dayMs = 86_400_000;

/** The window of an address; without one, the last week. */
export function windowOf(
  { from: asked, to: askedTo }: z.output<typeof reprocessSearch>,
  now: Date,
): { days: { from: string; to: string }; from: Date; to: Date } {
  const to = askedTo ?? dayOf(now);
  const before = asked ?? dayOf(new Date(Date.parse(to) - 6 * dayMs));
  const [from = to] = [before, to].toSorted();
  return { days: { from, to }, from: new Date(from), to: new Date(Date.parse(to) + dayMs) };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function isDay(value: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
