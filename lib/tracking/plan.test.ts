import { expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { consentLimits } from "./consent-plan";
import { planWrites } from "./plan";
import { readBatch } from "./schema";
import { type Visit, visitOf } from "./visit";

const now = new Date("2026-11-20T12:00:00.000Z");
const projectId = newId(now);
const nothing = {
  ...{ profiles: [], sessions: [], attributes: [], consents: [] },
  funnels: { ids: new Set<string>(), count: 0 },
  erased: new Set<string>(),
  blockedIds: new Set<string>(),
};

function visit(number: number, changes: Record<string, unknown>): Visit {
  const key = number.toString().padStart(22, "v");
  const batch = readBatch(
    JSON.stringify({
      key: "pk_1",
      visitor: key,
      session: key,
      mode: "production",
      sentAt: 0,
      funnel: { id: "quiz" },
      page: { url: "https://quiz.example/" },
      events: [],
      ...changes,
    }),
  );
  if ("invalid" in batch) throw new Error(batch.invalid);
  const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
  return visitOf(batch, { projectId, address: "0.0.0.0", userAgent, receivedAt: now });
}

test("a thousand new visitors with fifty answers each keep all of them", () => {
  const inputs = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key_${n}`, "v"]));
  const visits = Array.from({ length: 1_000 }, (_, n) => visit(n, { inputs }));
  expect(planWrites(projectId, visits, nothing).attributes.size).toBe(50_000);
});

test("a profile is heard on so many purposes and changes, and no more", () => {
  const saying = (purpose: string, state: string, number = 0) =>
    visit(number, { consent: { [purpose]: state } });
  const purposes = Array.from({ length: 40 }, (_, n) => saying(`purpose ${n}`, "granted"));
  expect(planWrites(projectId, purposes, nothing).consents).toHaveLength(consentLimits.purposes);
  const wavering = Array.from({ length: 500 }, (_, n) =>
    visit(0, { consent: { marketing: n % 2 ? "denied" : "granted", policyVersion: `${n}` } }),
  );
  const plan = planWrites(projectId, [...wavering, saying("marketing", "granted", 1)], nothing);
  expect(plan.consents).toHaveLength(consentLimits.changes + 1);
});
