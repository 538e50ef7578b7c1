import { afterEach, expect, test } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import { showId } from "@/lib/core/ids";
import { memberCtx, testNow } from "@/tests/factories";
import { startReceiver } from "@/tests/fakes/receiver";
import { attemptsOf, deliverer, makeTarget, sendAll } from "@/tests/sending";
import { makeFact, makeProfile } from "@/tests/visits";
import { requestErasure } from "./commands";
import { eraseNext } from "./erase";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

test("what waits to be sent of a person who is erased goes out by ids alone, and what was answered is forgotten", async () => {
  const clock = fixedClock(testNow);
  const ctx = { ...(await memberCtx("owner")), clock };
  const status = { now: 500 };
  const receiver = await startReceiver((received, response) => {
    response.writeHead(status.now).end(`could not store ${received.body}`);
  });
  open.push(receiver);
  await makeTarget(ctx, { url: receiver.url });
  const person = await makeProfile(ctx, { email: "zqwaiting@example.com", eventSequence: 1 });
  const payload = { email: "zqwaiting@example.com", user_id: null, previous: {} };
  await makeFact(ctx, { profileId: person.id, sequence: 1, payload });
  await sendAll(ctx, { clock });
  expect(receiver.received[0]?.body).toContain("zqwaiting");

  await requestErasure(ctx, { customers: [showId("profile", person.id)], holdDays: 0, reason: null });
  clock.advance(1_000);
  expect(await eraseNext(ctx.projectId, clock)).toBe(true);
  expect(JSON.stringify(await attemptsOf(ctx))).not.toContain("zqwaiting");
  status.now = 200;
  clock.advance(60_000);
  await deliverer({ clock }).run(new AbortController().signal);
  const [full, thin] = receiver.received;
  expect(receiver.received).toHaveLength(2);
  expect(thin?.headers["webhook-id"]).toBe(full?.headers["webhook-id"]);
  expect(thin?.body).not.toContain("zqwaiting");
  expect(Object.keys(JSON.parse(thin?.body ?? ""))).not.toContain("data");
});
