import { expect, it } from "vitest";
import { newId, showId } from "@/lib/core/ids";
import { testNow } from "@/tests/factories";
import { makeFunnel, makeProfile, makeProject, makeSession, minutesAgo } from "@/tests/visits";
import { getCustomer } from "./customer";
import { listVisitedFunnels } from "./facts";
import { findNeighbours } from "./neighbours";

it("reads the same customer by each of its profiles, canonical values first", async () => {
  const ctx = await makeProject();
  const old = await makeProfile(ctx, {
    createdAt: minutesAgo(60),
    lastSeenAt: minutesAgo(50),
    country: "DE",
  });
  const young = await makeProfile(ctx, {
    customerId: old.id,
    createdAt: minutesAgo(30),
    lastSeenAt: minutesAgo(5),
    email: "mara@example.com",
    country: "SE",
  });
  for (const id of [old.id, young.id]) {
    const customer = await getCustomer(ctx, showId("profile", id));
    expect(customer).toMatchObject({
      id: old.id,
      profileIds: [old.id, young.id],
      createdAt: old.createdAt,
      lastSeenAt: young.lastSeenAt,
      email: "mara@example.com",
    });
    expect(customer.latest.country).toBe("SE");
  }
});

it("does not find a customer of another project, an unknown one, or a damaged id", async () => {
  const ctx = await makeProject();
  const stranger = await makeProject();
  const profile = await makeProfile(ctx);
  const notFound = { code: "not_found" };
  await expect(getCustomer(stranger, showId("profile", profile.id))).rejects.toMatchObject(notFound);
  await expect(getCustomer(ctx, showId("profile", newId(testNow)))).rejects.toMatchObject(notFound);
  await expect(getCustomer(ctx, showId("session", profile.id))).rejects.toMatchObject(notFound);
  await expect(getCustomer(ctx, "pro_'; drop table")).rejects.toMatchObject(notFound);
});

it("lists the funnels of all profiles in the order of the first visit", async () => {
  const ctx = await makeProject();
  const old = await makeProfile(ctx);
  const young = await makeProfile(ctx, { customerId: old.id });
  const [first, second] = [await makeFunnel(ctx, { alias: "z" }), await makeFunnel(ctx, { alias: "a" })];
  const visit = { profileId: old.id, funnelId: first.id };
  await makeSession(ctx, { ...visit, startedAt: minutesAgo(9), completedAt: minutesAgo(8) });
  await makeSession(ctx, { ...visit, startedAt: minutesAgo(7), profileId: young.id, funnelId: second.id });
  await makeSession(ctx, { ...visit, startedAt: minutesAgo(6), profileId: young.id });
  const customer = await getCustomer(ctx, showId("profile", old.id));
  expect(await listVisitedFunnels(ctx, customer)).toMatchObject([
    { alias: "z", visits: 2, completed: 1, firstVisitAt: minutesAgo(9) },
    { alias: "a", visits: 1, completed: 0, firstVisitAt: minutesAgo(7) },
  ]);
});

it("finds the customers who came before and after, of the same kind and without bots", async () => {
  const ctx = await makeProject();
  const made = [];
  for (const minute of [9, 8, 7]) made.push(await makeProfile(ctx, { createdAt: minutesAgo(minute) }));
  await makeProfile(ctx, { createdAt: minutesAgo(8.5), isBot: true });
  await makeProfile(ctx, { createdAt: minutesAgo(8.5), environment: "preview" });
  await makeProfile(ctx, { createdAt: minutesAgo(7.5), customerId: made[0]?.id ?? "" });
  const middle = await getCustomer(ctx, showId("profile", made[1]?.id ?? ""));
  expect(await findNeighbours(ctx, middle)).toEqual({ olderId: made[0]?.id, newerId: made[2]?.id });
});
