import { z } from "zod";
import { fxRates } from "../../db/schema/gateways";
import { database } from "../core/database";
import { isCurrency } from "../core/money";
import { inverted } from "./convert";
import { dayOf, latestRateDay } from "./queries";

const mostBytes = 256 * 1_024;
const timeoutMs = 10_000;
const dayMs = 24 * 60 * 60_000;

/** Units of each currency for one dollar, as @fawazahmed0/currency-api writes them. */
const document = z.object({
  date: z.iso.date(),
  usd: z.record(z.string(), z.number()),
});

type Rate = typeof fxRates.$inferInsert;

/** Fetches the rates of the day, unless they are there; says how many are new. */
export async function refreshRates(url: string, now: Date, signal: AbortSignal): Promise<number> {
  const latest = await latestRateDay();
  if (latest !== null && latest >= dayOf(now)) return 0;
  const rates = readRates(await fetchText(url, signal), new URL(url).host, now);
  const kept = await database()
    .insert(fxRates)
    .values(rates)
    .onConflictDoNothing()
    .returning({ day: fxRates.day });
  return kept.length;
}

/** Pure: the rates that a document holds. Throws a sentence that says what is wrong with it. */
export function readRates(text: string, source: string, now: Date): Rate[] {
  const parsed = document.safeParse(jsonOf(text));
  if (!parsed.success) throw new Error(`the rates of ${source} have another form than expected`);
  const { date: day, usd } = parsed.data;
  // Rates of a day to come would stand before those of every day until then.
  if (day > dayOf(new Date(now.getTime() + dayMs))) throw new Error(`the rates of ${source} are of ${day}`);
  const rates = Object.entries(usd).flatMap(([code, units]): Rate[] => {
    const currency = code.toUpperCase();
    const rate = isCurrency(currency) && currency !== "USD" ? inverted(String(units)) : null;
    return rate === null ? [] : [{ day, currency, rate, source }];
  });
  if (rates.length === 0) throw new Error(`the rates of ${source} name no currency in use`);
  return rates;
}

async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  const { host } = new URL(url);
  const response = await fetch(url, {
    redirect: "error",
    headers: { accept: "application/json" },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`${host} answered ${response.status} instead of exchange rates`);
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body) {
    size += piece.byteLength;
    if (size > mostBytes) throw new Error(`${host} answered more than ${mostBytes} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
