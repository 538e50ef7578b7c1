import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attributeChanges, attributes } from "@/db/schema/attributes";
import { consents } from "@/db/schema/profiles";
import { driver, inSystem } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { oneTransaction, openScope } from "@/lib/core/one-transaction";
import { eventOf, receivedAt, visitorKey } from "@/tests/ingest-client";
import { startVisitors } from "@/tests/ingest-visitor";
import { consentLimits } from "./consent-plan";
import { readConsents } from "./statements";

let visits: Awaited<ReturnType<typeof startVisitors>>;
beforeAll(async () => {
  visits = await startVisitors();
});
afterAll(() => visits.close());

test("a batch that was held back moves the start of its visit, and does not bring an old email back", () =>
  visits.fresh(async () => {
    const session = visitorKey();
    visits.at(10);
    await visits.send(visits.batch({ session, inputs: { email: "new@example.com" } }));
    const first = new Date(receivedAt.getTime());
    const page = { url: `https://quiz.example/${visits.visitor()}/first` };
    await visits.send(
      visits.batch({ session, page, inputs: { email: "old@example.com" }, events: [eventOf(first)] }),
    );
    const rows = await visits.mine();
    expect(rows.sessions).toMatchObject([{ startedAt: first, url: page.url }]);
    expect(rows.profiles[0]?.email).toBe("new@example.com");
    expect(rows.identifiers.map(({ value }) => value)).toEqual(["new@example.com", "old@example.com"]);
    expect(rows.facts.filter(({ type }) => type === "profile.updated")).toHaveLength(1);
  }));

test.each([
  ["email", "user id", { email: "ann@example.com" }, { _USERID_: "u1" }],
  ["user id", "email", { _USERID_: "u1" }, { email: "ann@example.com" }],
])("a held-back %s arrives although the %s came first", (_late, _first, late, first) =>
  visits.fresh(async () => {
    const session = visitorKey();
    visits.at(10);
    await visits.send(visits.batch({ session, inputs: first }));
    const identifiedAt = visits.clock.now();
    await visits.send(visits.batch({ session, inputs: late, events: [eventOf(receivedAt)] }));
    const rows = await visits.mine();
    expect(rows.profiles).toMatchObject([{ email: "ann@example.com", userId: "u1", identifiedAt }]);
    expect(rows.facts.filter(({ type }) => type === "profile.updated")).toHaveLength(2);
  }),
);

test("an email is kept in lower case, its predecessor stays findable, and only a change is a fact", () =>
  visits.fresh(async () => {
    const session = visitorKey();
    for (const email of ["Ann@Example.COM", "ann@example.com", "ann2@example.com"]) {
      await visits.send(visits.batch({ session, inputs: { email, _USERID_: "User-7" } }));
      visits.at(5);
    }
    const rows = await visits.mine();
    expect(rows.profiles[0]).toMatchObject({ email: "ann2@example.com", userId: "User-7" });
    expect(rows.identifiers.map(({ kind, value, searchText }) => [kind, value, searchText])).toEqual([
      ["user_id", "User-7", "user-7"],
      ["email", "ann2@example.com", "ann2@example.com"],
      ["email", "ann@example.com", "ann@example.com"],
    ]);
    const updates = rows.facts.filter(({ type }) => type === "profile.updated").map(({ payload }) => payload);
    expect(updates).toMatchObject([
      {
        email: "ann@example.com",
        user_id: "User-7",
        previous: { email: null, user_id: null },
      },
      { email: "ann2@example.com", previous: { email: "ann@example.com" } },
    ]);
    expect(rows.answers).toEqual([]);
  }));

test("what is no address or too long for an id is not taken for a person", () =>
  visits.fresh(async () => {
    const bad = ["", "ann", "ann@", "a b@c.de", "a@b", "<a@b.de>", "a@b..de", `${"a".repeat(250)}@b.de`];
    for (const email of bad)
      await visits.send(visits.batch({ inputs: { email, _USERID_: "x".repeat(256) } }));
    const rows = await visits.mine();
    expect(rows.identifiers).toEqual([]);
    expect(rows.profiles[0]).toMatchObject({ email: null, userId: null });
  }));

test("two visitors who give one email stay two customers", () =>
  visits.fresh(async () => {
    const email = `${visits.visitor()}@example.com`;
    await visits.send(visits.batch({ inputs: { email } }));
    await visits.send(visits.batch({ visitor: visitorKey(), inputs: { email } }));
    const rows = await visits.mine();
    expect(rows.profiles.map((row) => row.customerId === row.id)).toEqual([true, true]);
    expect(rows.identifiers).toHaveLength(2);
  }));

test("other inputs are answers of the visit, and attributes where the key is legal", () =>
  visits.fresh(async () => {
    const session = visitorKey();
    await visits.send(
      visits.batch({
        session,
        inputs: { goal: "sleep", age: 30, "bad key": "x", $reserved: "y", empty: "" },
      }),
    );
    visits.at(1);
    await visits.send(visits.batch({ session, inputs: { goal: "focus" } }));
    const rows = await visits.mine();
    expect(Object.fromEntries(rows.answers.map(({ key, value }) => [key, value]))).toEqual({
      goal: "focus",
      age: "30",
      "bad key": "x",
      $reserved: "y",
      empty: "",
    });
    expect(Object.fromEntries(rows.attributes.map(({ key, value }) => [key, value]))).toEqual({
      goal: "focus",
      age: "30",
    });
    expect(new Set(rows.attributes.map(({ source }) => source))).toEqual(new Set(["funnel"]));
  }));

test("an input leaves a line in the history when it changes the attribute, and only then", () =>
  visits.fresh(async () => {
    const session = visitorKey();
    for (const goal of ["sleep", "sleep", "focus"]) {
      await visits.send(visits.batch({ session, inputs: { goal, "bad key": "x" } }));
      visits.at(visits.clock.now() > receivedAt ? 2 : 1);
    }
    const first = new Date(receivedAt.getTime());
    await visits.send(visits.batch({ session, inputs: { goal: "old" }, events: [eventOf(first)] }));
    const { attributes: kept, profiles } = await visits.mine();
    expect(kept).toMatchObject([{ value: "focus" }]);
    const profileId = profiles[0]?.id ?? "";
    const changes = await inSystem((tx) =>
      tx
        .select()
        .from(attributeChanges)
        .where(
          and(eq(attributeChanges.projectId, visits.projectId), eq(attributeChanges.profileId, profileId)),
        )
        .orderBy(attributeChanges.updatedAt),
    );
    expect(changes).toMatchObject([
      { key: "goal", value: "sleep", source: "funnel", actorKind: "visitor", actorId: profileId },
      { key: "goal", value: "focus" },
    ]);
  }));

test("an input leaves what a person set or deleted as it is, and its history too", () =>
  visits.fresh(async () => {
    await visits.send(visits.batch({ inputs: { goal: "sleep", age: "30" } }));
    const { profiles } = await visits.mine();
    const profileId = profiles[0]?.id ?? "";
    const said = { source: "console", updatedAt: receivedAt } as const;
    await inSystem((tx) =>
      tx
        .update(attributes)
        .set({ ...said, value: null })
        .where(and(eq(attributes.projectId, visits.projectId), eq(attributes.profileId, profileId))),
    );
    visits.at(5);
    await visits.send(visits.batch({ inputs: { goal: "focus", age: "31" } }));
    const rows = await visits.mine();
    expect(rows.attributes.map(({ value }) => value)).toEqual([null, null]);
    const changes = await inSystem((tx) =>
      tx
        .select()
        .from(attributeChanges)
        .where(
          and(eq(attributeChanges.projectId, visits.projectId), eq(attributeChanges.profileId, profileId)),
        ),
    );
    expect(changes).toHaveLength(2);
  }));

test("a customer keeps fifty attributes from funnels, and every answer", () =>
  visits.fresh(async () => {
    for (let round = 0; round < 2; round++) {
      const inputs = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`key_${round}_${n}`, "v"]));
      await visits.send(visits.batch({ inputs }));
    }
    const rows = await visits.mine();
    expect(rows.attributes).toHaveLength(50);
    expect(rows.answers).toHaveLength(80);
  }));

test("consent is kept each time it changes, with its policy and a fact", () =>
  visits.fresh(async () => {
    const session = visitorKey();
    const said = [
      { marketing: "granted", analytics: "granted", policyVersion: "3" },
      { marketing: "granted", policyVersion: "3" },
      { marketing: "denied", policyVersion: "3" },
      { marketing: "granted", policyVersion: "4" },
    ];
    for (const [index, consent] of said.entries()) {
      visits.at(index);
      await visits.send(visits.batch({ session, consent }));
    }
    const rows = await visits.mine();
    const marketing = rows.consents.filter(({ purpose }) => purpose === "marketing");
    expect(marketing.map(({ state, policyVersion }) => [state, policyVersion])).toEqual([
      ["granted", "3"],
      ["denied", "3"],
      ["granted", "4"],
    ]);
    expect(rows.facts.filter(({ type }) => type === "consent.updated")).toHaveLength(4);
  }));

test("consent that is sent again does not undo what was said since", () =>
  visits.fresh(async () => {
    const session = visitorKey();
    const granted = visits.batch({ session, consent: { marketing: "granted", analytics: "granted" } });
    await visits.send(granted);
    visits.at(5);
    await visits.send(visits.batch({ session, consent: { marketing: "denied" } }));
    visits.at(9);
    await visits.send(granted);
    const rows = await visits.mine();
    expect(rows.consents.map(({ purpose, state }) => `${purpose} ${state}`).sort()).toEqual([
      "analytics granted",
      "marketing denied",
      "marketing granted",
    ]);
    expect(rows.facts.filter(({ type }) => type === "consent.updated")).toHaveLength(3);
  }));

test("a visitor who has changed their mind hundreds of times is not read to the end each time", () =>
  visits.fresh(async () => {
    await visits.send(visits.batch());
    const profileId = (await visits.mine()).profiles[0]?.id ?? "";
    const projectId = visits.projectId;
    const rows = Array.from({ length: 300 }, (_, n) => ({
      ...{ projectId, profileId, id: newId(receivedAt), purpose: `p${n % 3}`, state: "granted" as const },
      ...{ source: "funnel" as const, occurredAt: receivedAt, receivedAt },
    }));
    await inSystem((tx) => tx.insert(consents).values(rows));
    const read = await oneTransaction(
      driver(),
      (connection) => openScope(connection, projectId),
      (connection) => readConsents(connection, projectId, [profileId], []),
    );
    expect(read.map(({ purpose }) => purpose).toSorted()).toEqual(["p0", "p1", "p2"]);
    expect(read.every(({ changes }) => changes === consentLimits.changes)).toBe(true);
    await visits.send(visits.batch({ consent: { p0: "denied" } }));
    expect((await visits.mine()).consents).toHaveLength(300);
  }));

test("what an agent set on a customer is not overwritten by a page", () =>
  visits.fresh(async () => {
    await visits.send(visits.batch({ inputs: { plan: "free" } }));
    const { profiles } = await visits.mine();
    await setByConsole(profiles[0]?.id ?? "", "plan", "gold");
    visits.at(5);
    await visits.send(visits.batch({ inputs: { plan: "hacked" } }));
    expect((await visits.mine()).attributes).toMatchObject([
      { key: "plan", value: "gold", source: "console" },
    ]);
  }));

async function setByConsole(profileId: string, key: string, value: string) {
  await inSystem((tx) =>
    tx
      .update(attributes)
      .set({ value, source: "console" })
      .where(
        and(
          eq(attributes.projectId, visits.projectId),
          eq(attributes.profileId, profileId),
          eq(attributes.key, key),
        ),
      ),
  );
}

test("who allows a purpose has opted in, until the last word on every purpose is a refusal", () =>
  visits.fresh(async () => {
    const session = visitorKey();
    const say = async (consent: Record<string, string>, minutes: number) => {
      visits.at(minutes);
      await visits.send(visits.batch({ session, consent, events: [eventOf(visits.clock.now())] }));
      return (await visits.mine()).profiles[0]?.hasOptedIn;
    };
    expect(await say({ marketing: "denied" }, 1)).toBe(false);
    expect(await say({ analytics: "granted" }, 2)).toBe(true);
    expect(await say({ marketing: "denied", policyVersion: "2" }, 3)).toBe(true);
    expect(await say({ analytics: "denied" }, 4)).toBe(false);
  }));
