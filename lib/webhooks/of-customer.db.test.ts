import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { domainEvents } from "@/db/schema/events";
import { webhookMessages } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem, read } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { memberCtx, testNow } from "@/tests/factories";
import { madeFacts } from "@/tests/raised-facts";
import { makeFact, makeProfile, minutesAgo } from "@/tests/visits";
import { makeDelivery, makeEndpoint, receiverUrl } from "@/tests/webhooks";
import { eventsQuery, findCustomerEvent, listCustomerEvents } from "./of-customer";

async function allOf(ctx: Ctx, profileId: string, limit: number, asked = {}) {
  const customer = await getCustomer(ctx, showId("profile", profileId));
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCustomerEvents(ctx, customer, asked, { limit, cursor });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

it("lists the events of all joined profiles, newest first, each once, also where there is no endpoint", async () => {
  const ctx = await memberCtx("owner");
  const one = await makeProfile(ctx);
  const joined = await makeProfile(ctx, { customerId: one.id });
  const stranger = await makeProfile(ctx);
  const made = [];
  // Several at the same moment, so that the id decides.
  for (let minute = 0; minute < 11; minute++)
    made.push(
      await makeFact(ctx, {
        profileId: minute % 2 ? one.id : joined.id,
        sequence: minute + 1,
        occurredAt: minutesAgo(minute - (minute % 3)),
        id: newId(minutesAgo(minute)),
      }),
    );
  await makeFact(ctx, { profileId: stranger.id, sequence: 1 });
  const wanted = made
    .toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime() || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
  expect(await allOf(ctx, one.id, 3)).toEqual(wanted);
  expect(await allOf(ctx, joined.id, 50)).toEqual(wanted);
});

it("walks back to where it came from", async () => {
  const ctx = await memberCtx("owner");
  const profile = await makeProfile(ctx);
  for (let minute = 0; minute < 7; minute++)
    await makeFact(ctx, { profileId: profile.id, sequence: minute + 1, occurredAt: minutesAgo(minute) });
  const customer = await getCustomer(ctx, showId("profile", profile.id));
  const first = await listCustomerEvents(ctx, customer, {}, { limit: 3 });
  const second = await listCustomerEvents(ctx, customer, {}, { limit: 3, cursor: first.nextCursor ?? "" });
  const back = await listCustomerEvents(ctx, customer, {}, { limit: 3, cursor: second.previousCursor ?? "" });
  expect(back.rows).toEqual(first.rows);
});

describe("an event with deliveries", () => {
  it("has each of them beside it, for those who may see them alone", async () => {
    const ctx = await memberCtx("owner");
    const profile = await makeProfile(ctx);
    const { id: endpointId } = await makeEndpoint(ctx);
    const shown = { attempts: 3, lastStatus: 503, lastDurationMs: 84, lastAttemptAt: testNow };
    const delivery = await makeDelivery(ctx, {
      endpointId,
      profileId: profile.id,
      state: "failed",
      ...shown,
    });
    const customer = await getCustomer(ctx, showId("profile", profile.id));
    const of = async (as: Ctx) => (await listCustomerEvents(as, customer, {}, { limit: 5 })).rows;
    expect(await of(ctx)).toMatchObject([
      {
        id: delivery.eventId,
        deliveries: [{ id: delivery.id, url: receiverUrl, state: "failed", ...shown }],
      },
    ]);
    const viewer = await memberCtx("viewer", ctx.projectId);
    expect(await of(viewer)).toMatchObject([{ id: delivery.eventId, deliveries: null }]);
    const opened = await findCustomerEvent(viewer, customer, showId("event", delivery.eventId));
    expect(opened?.deliveries).toBeNull();
  });

  it("is found by its state and its group, and a viewer learns nothing by asking for a state", async () => {
    const ctx = await memberCtx("owner");
    const profile = await makeProfile(ctx);
    const { id: endpointId } = await makeEndpoint(ctx);
    const of = { endpointId, profileId: profile.id };
    const failed = await makeDelivery(ctx, { ...of, state: "failed", type: "note.created" });
    const delivered = await makeDelivery(ctx, { ...of, state: "delivered", createdAt: minutesAgo(5) });
    const alone = await makeFact(ctx, {
      profileId: profile.id,
      sequence: 900,
      occurredAt: minutesAgo(9),
      type: "order.settled",
    });
    const found = (asked: object, as: Ctx = ctx) => allOf(as, profile.id, 2, asked);
    expect(await found({ state: "failed" })).toEqual([failed.eventId]);
    expect(await found({ state: "delivered" })).toEqual([delivered.eventId]);
    expect(await found({ state: "none" })).toEqual([alone.id]);
    expect(await found({ state: "failed", group: "payments" })).toEqual([]);
    expect(await found({ group: "payments" })).toEqual([alone.id]);
    const everything = [failed.eventId, delivered.eventId, alone.id];
    const viewer = await memberCtx("viewer", ctx.projectId);
    expect(await found({ state: "failed" }, viewer)).toEqual(everything);
  });

  it("opens with the body as it is sent; another's event and another project's do not open", async () => {
    const ctx = await memberCtx("owner");
    const profile = await makeProfile(ctx);
    const { id: endpointId } = await makeEndpoint(ctx);
    const { eventId } = await makeDelivery(ctx, { endpointId, profileId: profile.id });
    const body = '{"id":"evt_x","type":"profile.updated"}';
    await inSystem((tx) =>
      tx.insert(webhookMessages).values({
        projectId: ctx.projectId,
        ...{ eventId, profileId: profile.id, body, createdAt: testNow },
      }),
    );
    const customer = await getCustomer(ctx, showId("profile", profile.id));
    const shownId = showId("event", eventId);
    expect(await findCustomerEvent(ctx, customer, shownId)).toMatchObject({ id: eventId, body, payload: {} });
    const other = await makeProfile(ctx);
    expect(await findCustomerEvent(ctx, { profileIds: [other.id] }, shownId)).toBeNull();
    const stranger = await memberCtx("owner");
    expect(await findCustomerEvent(stranger, customer, shownId)).toBeNull();
    expect(await findCustomerEvent(ctx, customer, "evt_nothing")).toBeNull();
    const theirs = await listCustomerEvents(stranger, customer, {}, { limit: 5 });
    expect(theirs.rows).toEqual([]);
  });
});

describe("with 5,000 events of one customer among others", () => {
  let ctx: Ctx;
  let profileId: string;

  beforeAll(async () => {
    ctx = await memberCtx("owner");
    const [own, ...others] = await Promise.all(Array.from({ length: 5 }, () => makeProfile(ctx)));
    profileId = own?.id ?? "";
    for (const profile of [own, ...others]) {
      const rows = Array.from({ length: profile?.id === profileId ? 5_000 : 2_000 }, (_, at) => ({
        ...{
          projectId: ctx.projectId,
          id: newId(minutesAgo(at)),
          profileId: profile?.id ?? "",
          type: "order.settled",
        },
        ...{ sequence: at + 1, environment: "production" as const, payload: { filler: "x".repeat(400) } },
        ...{
          occurredAt: minutesAgo(at),
          receivedAt: minutesAgo(at),
          actorKind: "system" as const,
          actorId: "test",
        },
      }));
      for (const { id } of rows) madeFacts.add(id);
      for (let from = 0; from < rows.length; from += 1_000)
        await inSystem((tx) => tx.insert(domainEvents).values(rows.slice(from, from + 1_000)));
    }
    await inSystem((tx) => tx.execute(sql`analyze`));
  }, 60_000);

  it.each([{}, { group: "payments" as const }, { state: "none" as const }])(
    "a page with the filter %o walks the index of the profile and stops where it is full",
    async (asked) => {
      const plan = await read(ctx, (tx) =>
        tx.execute(
          sql`explain (analyze, timing off, costs off) ${eventsQuery(tx, ctx, { profileIds: [profileId] }, asked, { limit: 26, from: null }).getSQL()}`,
        ),
      );
      const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
      expect(text).toMatch(/Index Scan Backward using domain_events_profile_idx on domain_events .*rows=26/);
      expect(text).not.toMatch(/Seq Scan on domain_events/);
    },
  );
});
