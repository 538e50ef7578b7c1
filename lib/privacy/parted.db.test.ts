import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { exports } from "@/db/schema/privacy";
import { fixedClock } from "@/lib/core/clock";
import { inSystem } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { mergeCustomers, unmergeCustomers, updateCustomer } from "@/lib/identity/commands";
import { auditOf, memberCtx, testNow } from "@/tests/factories";
import { makeProfile, minutesAgo } from "@/tests/visits";
import { placesOf } from "@/tests/whole-database";
import { requestErasure } from "./commands";
import { eraseNext } from "./erase";
import { idsOnly } from "./erasure-steps";

const shown = (profile: { id: string }) => showId("profile", profile.id);

it("leaves nothing of a person with whom they were once merged with, nor an export made of both", async () => {
  const clock = fixedClock(testNow);
  const ctx = { ...(await memberCtx("owner")), clock };
  const stays = await makeProfile(ctx, { createdAt: minutesAgo(60), email: "stays@example.com" });
  const goes = await makeProfile(ctx, { createdAt: minutesAgo(30), email: "zqparted@example.com" });
  const { mergeId } = await mergeCustomers(ctx, {
    customer: shown(goes),
    other: shown(stays),
    keep: { email: "customer" },
  });
  clock.advance(1_000);
  await updateCustomer(ctx, { customer: shown(stays), email: "written@example.com" });
  await inSystem((tx) =>
    tx.insert(exports).values({
      projectId: ctx.projectId,
      id: newId(testNow),
      profileId: stays.id,
      state: "ready",
      actorKind: "system",
      actorId: "test",
      requestedAt: testNow,
      attempts: 1,
    }),
  );
  clock.advance(1_000);
  await unmergeCustomers(ctx, { merge: mergeId });
  expect(Object.keys(await placesOf("zqparted"))).toEqual(
    expect.arrayContaining(["audit_log", "domain_events", "profiles"]),
  );

  await requestErasure(ctx, { customers: [shown(goes)], holdDays: 0, reason: null });
  clock.advance(1_000);
  expect(await eraseNext(ctx.projectId, clock)).toBe(true);
  expect(await placesOf("zqparted")).toEqual({});
  const kept = await inSystem((tx) =>
    tx.select({ id: exports.id }).from(exports).where(eq(exports.projectId, ctx.projectId)),
  );
  expect(kept).toEqual([]);
  const update = (await auditOf(ctx)).find(({ action }) => action === "customer.update");
  expect(update).toMatchObject({ profileId: stays.id, details: null });
});

it("keeps our own ids of a fact, and nothing that an app calls a person", () => {
  const merge = showId("merge", newId(testNow));
  expect(
    idsOnly({
      merge_id: merge,
      profile_ids: [showId("profile", newId(testNow))],
      user_id: `user_${merge.slice(4)}`,
      alias: merge,
      handle: `acct_${merge.slice(4)}`,
      email: "a@example.com",
    }),
  ).toEqual({ merge_id: merge, profile_ids: [expect.stringMatching(/^pro_/)] });
});
