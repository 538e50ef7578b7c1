import postgres from "postgres";
import { expect, test } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import { testDatabaseUrl } from "@/tests/database";
import { testNow } from "@/tests/factories";
import { makeTarget } from "@/tests/sending";
import { makeFact, makeProfile, makeProject } from "@/tests/visits";
import { examineWebhooks } from "./examine-webhooks";

test("the doctor sees events that nobody hands out, and endpoints that fail or are off", async () => {
  const sql = postgres(testDatabaseUrl(), { max: 1 });
  const clock = fixedClock(testNow);
  expect(await examineWebhooks(sql, clock)).toMatchObject([{ state: "ok" }]);
  const ctx = await makeProject();
  const { id: profileId } = await makeProfile(ctx);
  await makeFact(ctx, {
    ...{ profileId, sequence: 1 },
    payload: { email: "ada@example.com", user_id: null, previous: {} },
  });
  const url = "https://receiver.example.com/";
  const failingSince = new Date(testNow.getTime() - 2 * 86_400_000);
  await makeTarget(ctx, { url, failures: 3, failingSince });
  await makeTarget(ctx, { url, state: "disabled", disabledReason: "gone" });
  clock.advance(3 * 60_000);
  const found = await examineWebhooks(sql, clock);
  await sql.end();
  expect(found.map(({ state, message }) => [state, message.split(":")[0]])).toEqual([
    ["problem", "1 events wait to be handed to endpoints, the oldest for 3 minutes"],
    ["warning", "1 endpoints have failed for a day or longer"],
    ["warning", "1 endpoints are disabled"],
  ]);
});
