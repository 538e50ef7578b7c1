import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { duplicatePairs } from "@/db/schema/identity";
import { profileIdentifiers } from "@/db/schema/profiles";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { searchText } from "@/lib/search/search-text";
import { findDuplicatePairs } from "@/lib/worker/find-duplicates";
import { memberCtx, testNow } from "@/tests/factories";
import { makeProfile, minutesAgo } from "@/tests/visits";
import { keepApart, mergeCustomers, unmergeCustomers } from "./commands";
import { findDuplicates } from "./find-duplicates";
import { nextDuplicate } from "./queries";

type Kind = typeof profileIdentifiers.$inferInsert.kind;

let minute = 1_000;

/** A customer who is known by these names; each is younger than the one before. */
async function known(ctx: Ctx, names: Partial<Record<Kind, string>>, values = {}): Promise<string> {
  const profile = await makeProfile(ctx, { createdAt: minutesAgo(minute--), ...values });
  for (const [kind, value] of Object.entries(names))
    await inSystem((tx) =>
      tx.insert(profileIdentifiers).values({
        projectId: ctx.projectId,
        kind: kind as Kind, // keys of the record
        value,
        profileId: profile.id,
        searchText: searchText(value),
        environment: profile.environment,
        profileCreatedAt: profile.createdAt,
        firstSeenAt: testNow,
        lastSeenAt: testNow,
      }),
    );
  return profile.id;
}

async function found(ctx: Ctx, now = testNow) {
  await findDuplicates(ctx.projectId, now);
  const rows = await read(ctx, (tx) =>
    tx.select().from(duplicatePairs).where(eq(duplicatePairs.projectId, ctx.projectId)),
  );
  return rows
    .map(({ firstId, secondId, score, reasons }) => ({ pair: [firstId, secondId], score, reasons }))
    .toSorted((a, b) => b.score - a.score);
}

it("finds who shares a user id, an email, a mailbox or a provider's id, and says why", async () => {
  const ctx = await memberCtx("support");
  const byUser = [await known(ctx, { user_id: "usr_1" }), await known(ctx, { user_id: "usr_1" })];
  const byMail = [
    await known(ctx, { email: "Sven@Hagerup.example" }),
    await known(ctx, { email: " sven@hagerup.example" }),
  ];
  const byBox = [
    await known(ctx, { email: "jo.nes@gmail.com" }),
    await known(ctx, { email: "jones+sleep@googlemail.com" }),
  ];
  const byProvider = [
    await known(ctx, { provider_customer_id: "cus_1", user_id: "usr_2" }),
    await known(ctx, { provider_customer_id: "cus_1", user_id: "USR_2" }),
  ];
  await known(ctx, { email: "jo.nes@other.example" });
  await known(ctx, { email: "jones@other.example" });
  expect(await found(ctx)).toEqual([
    { pair: byUser.sort(), score: 95, reasons: ["user_id"] },
    { pair: byProvider.sort(), score: 94, reasons: ["provider"] },
    { pair: byMail.sort(), score: 90, reasons: ["email"] },
    { pair: byBox.sort(), score: 60, reasons: ["mailbox"] },
  ]);
});

it("raises the score with each reason, and meets a crowd of one name without pairing all with all", async () => {
  const ctx = await memberCtx("support");
  const names = { user_id: "usr_1", email: "a@example.com" };
  await known(ctx, names);
  await known(ctx, names);
  expect(await found(ctx)).toMatchObject([{ score: 97, reasons: ["user_id", "email"] }]);
  for (let index = 0; index < 18; index++) await known(ctx, { email: "a@example.com" });
  expect(await found(ctx)).toHaveLength(19 + 18 + 17);
});

it("leaves out bots, previews, other projects and those who are one customer already", async () => {
  const ctx = await memberCtx("support");
  const names = { email: "a@example.com" };
  const old = await known(ctx, names);
  await known(ctx, names, { isBot: true });
  await known(ctx, names, { environment: "preview" });
  await known(ctx, names, { customerId: old });
  await known(await memberCtx("support"), names);
  expect(await found(ctx)).toEqual([]);
});

it("never brings back a pair that was kept apart, merged or not since, and drops what holds no longer", async () => {
  const ctx = await memberCtx("support");
  const names = { email: "a@example.com" };
  const [a, b] = [await known(ctx, names), await known(ctx, names)];
  const oldest = await known(ctx, {}, { createdAt: minutesAgo(9_000) });
  const shown = (id: string) => showId("profile", id);
  expect(await found(ctx)).toHaveLength(1);
  expect(await nextDuplicate(ctx, null)).toMatchObject({ left: 1, pair: { reasons: ["email"] } });
  await keepApart(ctx, { customer: shown(a), other: shown(b) });
  expect(await nextDuplicate(ctx, null)).toEqual({ left: 0, pair: null });
  expect(await found(ctx, minutesAgo(-1))).toEqual([]);
  await mergeCustomers(ctx, { customer: shown(a), other: shown(oldest) });
  expect(await found(ctx, minutesAgo(-2))).toEqual([]);
});

it("takes a merged pair off the queue at once, and finds it again after they were parted", async () => {
  const ctx = await memberCtx("support");
  const names = { email: "a@example.com" };
  const [a, b] = [await known(ctx, names), await known(ctx, names)];
  await found(ctx);
  const { mergeId } = await mergeCustomers(ctx, {
    customer: showId("profile", a),
    other: showId("profile", b),
  });
  expect(await nextDuplicate(ctx, null)).toEqual({ left: 0, pair: null });
  await unmergeCustomers(ctx, { merge: mergeId });
  expect(await found(ctx, minutesAgo(-1))).toHaveLength(1);
});

it("walks the queue from the surest pair on, and starts anew at a damaged place", async () => {
  const ctx = await memberCtx("support");
  for (const name of ["one", "two", "three"]) {
    await known(ctx, { email: `${name}@example.com` });
    await known(ctx, { email: `${name}@example.com` });
  }
  await known(ctx, { user_id: "usr_1" });
  await known(ctx, { user_id: "usr_1" });
  await found(ctx);
  const seen: number[] = [];
  let place: string | null = null;
  for (;;) {
    const { pair, left } = await nextDuplicate(ctx, place);
    expect(left).toBe(4);
    if (!pair) break;
    seen.push(pair.score);
    place = pair.place;
  }
  expect(seen).toEqual([95, 90, 90, 90]);
  expect((await nextDuplicate(ctx, "95.pro_x.'; drop")).pair?.score).toBe(95);
});

it("answers with two different people for as long as a pair is left, however fast others merge", async () => {
  const ctx = await memberCtx("support");
  for (let index = 0; index < 20; index++) {
    await known(ctx, { email: `pair-${index}@example.com` });
    await known(ctx, { email: `pair-${index}@example.com` });
  }
  const pairs = await found(ctx);
  let isMerging = true;
  const asking = Array.from({ length: 4 }, async () => {
    for (let isLast = false; !isLast; ) {
      isLast = !isMerging;
      const { pair, left } = await nextDuplicate(ctx, null);
      if (pair) expect(pair.first.id).not.toBe(pair.second.id);
      else expect(left).toBe(0);
    }
  });
  const queue = pairs
    .map(({ pair }) => pair.map((id) => showId("profile", id)))
    .toSorted()
    .toReversed();
  for (const [customer = "", other = ""] of queue) await mergeCustomers(ctx, { customer, other });
  isMerging = false;
  await Promise.all(asking);
});

it("is done for every project that has anyone", async () => {
  const ctx = await memberCtx("support");
  await known(ctx, { email: "a@example.com" });
  await known(ctx, { email: "a@example.com" });
  await findDuplicatePairs().run({ now: testNow, signal: new AbortController().signal });
  expect((await nextDuplicate(ctx, null)).left).toBe(1);
});
