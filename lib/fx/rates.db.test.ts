import { createServer, type RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { fxRates } from "@/db/schema/gateways";
import { database, inSystem } from "@/lib/core/database";
import { exponentOf } from "@/lib/core/money";
import { close, listen } from "@/tests/fakes/loopback";
import { latestRateDay, usdOf } from "./queries";
import { readRates, refreshRates } from "./refresh";

const shipped = "2026-09-29";
const amount = (minor: bigint, currency: string) => ({ minor, currency, exponent: exponentOf(currency) });
const worth = (minor: bigint, currency: string, day: string) =>
  inSystem((tx) => usdOf(tx, amount(minor, currency), new Date(`${day}T23:59:59.999Z`)));

const signal = new AbortController().signal;
const servers: ReturnType<typeof createServer>[] = [];

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  return `http://127.0.0.1:${await listen(server)}/usd.json`;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map(close));
});

describe("what an amount is worth in dollars", () => {
  it("is itself for dollars, on any day", async () => {
    expect(await worth(999n, "USD", "2001-01-01")).toEqual({
      amountUsdMinor: 999n,
      fxRate: "1",
      fxDay: "2001-01-01",
      fxSource: "USD",
    });
  });

  it("comes from the rates that Dossier brings, with their day and source, before and after that day", async () => {
    for (const day of ["2024-02-29", shipped, "2027-01-01"])
      expect(await worth(-100_000n, "AED", day)).toEqual({
        amountUsdMinor: -27_229n,
        fxRate: "0.2722940776038121",
        fxDay: shipped,
        fxSource: "@fawazahmed0/currency-api 2026.9.29",
      });
    expect((await worth(1480n, "JPY", shipped))?.amountUsdMinor).toBeGreaterThan(500n);
    expect((await worth(3500n, "KWD", shipped))?.amountUsdMinor).toBeGreaterThan(1000n);
  });

  it("follows the rate of the day, else the last one before", async () => {
    const rate = (day: string, value: string) => ({ day, currency: "NOK", rate: value, source: "test" });
    await database()
      .insert(fxRates)
      .values([rate("2026-01-10", "0.1"), rate("2026-01-20", "0.2")]);
    const rates = ["2026-01-10", "2026-01-19", "2026-01-20", "2026-09-28"].map(async (day) => {
      const usd = await worth(1000n, "NOK", day);
      return [usd?.amountUsdMinor, usd?.fxDay];
    });
    expect(await Promise.all(rates)).toEqual([
      [100n, "2026-01-10"],
      [100n, "2026-01-10"],
      [200n, "2026-01-20"],
      [200n, "2026-01-20"],
    ]);
  });

  it("is unknown for a currency without a rate", async () => {
    expect(await worth(100n, "CLF", shipped)).toBeNull();
    expect(await worth(100n, "QQQ", shipped)).toBeNull();
  });
});

describe("the rates of the day", () => {
  const now = new Date("2026-11-20T10:00:00.000Z");
  const rates = { date: "2026-11-20", usd: { eur: 0.8, usd: 1, btc: 0.00001, jpy: 150 } };

  it("are fetched once, and change nothing that is known", async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end(JSON.stringify(rates));
    });
    expect(await latestRateDay()).toBe(shipped);
    expect(await refreshRates(url, now, signal)).toBe(2);
    expect(await refreshRates(url, now, signal)).toBe(0);
    expect(asked).toBe(1);
    expect(await worth(800n, "EUR", "2026-11-20")).toEqual({
      amountUsdMinor: 1000n,
      fxRate: "1.25",
      fxDay: "2026-11-20",
      fxSource: new URL(url).host,
    });
    expect((await worth(800n, "EUR", "2026-11-19"))?.fxDay).toBe(shipped);
    await database()
      .insert(fxRates)
      .values(readRates(JSON.stringify(rates), "again", now))
      .onConflictDoNothing();
    expect((await worth(800n, "EUR", "2026-11-20"))?.fxSource).toBe(new URL(url).host);
  });

  it.each([
    ["an error", (response) => response.writeHead(503).end("{}"), "answered 503"],
    ["a redirect", (response) => response.writeHead(302, { location: "/elsewhere" }).end(), "fetch failed"],
    ["too much", (response) => response.end(" ".repeat(300_000)), "more than 262144 bytes"],
    ["no JSON", (response) => response.end("<html>"), "another form"],
    ["another form", (response) => response.end('{"rates":{}}'), "another form"],
    [
      "nothing known",
      (response) => response.end('{"date":"2026-12-01","usd":{"btc":1,"eur":0,"sek":-1}}'),
      "name no currency",
    ],
    [
      "a day to come",
      (response) => response.end('{"date":"2999-01-01","usd":{"eur":1}}'),
      "are of 2999-01-01",
    ],
  ] satisfies [string, (response: Parameters<RequestListener>[1]) => unknown, string][])(
    "are not believed from %s",
    async (_, answer, message) => {
      const url = await serve((_, response) => void answer(response));
      const later = new Date("2026-12-01T10:00:00.000Z");
      await expect(refreshRates(url, later, signal)).rejects.toThrow(message);
      expect((await latestRateDay()) ?? "").toMatch(/^2026-(09|11)/);
    },
  );
});
