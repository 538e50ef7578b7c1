import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { authAccounts, authSessions, authUsers } from "@/db/schema/auth";
import { fixedClock as clockAt, type fixedClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { hashToken, newToken } from "@/lib/core/token";
import { makePerson, personCtx, testNow } from "@/tests/factories";
import { signInAdapter } from "./adapter";
import { signOutEverywhere } from "./commands";
import { endSession, findPerson, sessionIdleMs, sessionMaxMs } from "./sessions";

type Adapter = Required<ReturnType<typeof signInAdapter>>;

function adapterAt(clock: ReturnType<typeof fixedClock>, replaces: string | null = null): Adapter {
  const identityProvider = (provider: string) => `${provider} https://issuer.example`;
  // The optional methods of the interface are all there.
  return signInAdapter({ clock, requestId: "req-test", replaces, identityProvider }) as Adapter;
}

async function session(clock = clockAt(testNow), replaces: string | null = null) {
  const person = await makePerson();
  const token = newToken();
  const expires = new Date(clock.now().getTime() + sessionMaxMs);
  await adapterAt(clock, replaces).createSession({ sessionToken: token, userId: person.userId, expires });
  return { person, token };
}

it("finds the person behind a token, of which only the hash is kept", async () => {
  const { person, token } = await session();
  expect(await findPerson(token, testNow)).toMatchObject({ userId: person.userId, email: person.email });
  const rows = await database().select().from(authSessions);
  expect(rows.some((row) => row.tokenHash.equals(hashToken(token)))).toBe(true);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(await findPerson(`${token}x`, testNow)).toBeNull();
});

it("ends 12 hours after the last use, and 7 days after it began whatever happens", async () => {
  const idle = await session();
  const clock = clockAt(testNow);
  clock.advance(sessionIdleMs);
  expect(await findPerson(idle.token, clock.now())).toBeNull();

  const busy = await session();
  const used = clockAt(testNow);
  for (let ms = 0; ms < sessionMaxMs; ms += sessionIdleMs / 2) {
    expect(await findPerson(busy.token, used.now()), `after ${ms} ms`).not.toBeNull();
    used.advance(sessionIdleMs / 2);
  }
  expect(await findPerson(busy.token, used.now())).toBeNull();
});

it("knows who is signed in while the database takes no writes", async () => {
  const { person, token } = await session();
  const later = new Date(testNow.getTime() + 10 * 60 * 1000);
  const refuse = sql`create function refuse_writes() returns trigger language plpgsql as
    $$ begin raise exception using errcode = '25006'; end $$`;
  await database().execute(refuse);
  await database().execute(
    sql`create trigger refuse before update on auth_sessions execute function refuse_writes()`,
  );
  try {
    expect(await findPerson(token, later)).toMatchObject({ userId: person.userId });
  } finally {
    await database().execute(sql`drop trigger refuse on auth_sessions`);
    await database().execute(sql`drop function refuse_writes()`);
  }
});

it("ends when the person signs out, and replaces the one that the browser held", async () => {
  const first = await session();
  await endSession(first.token, testNow);
  expect(await findPerson(first.token, testNow)).toBeNull();

  const before = await session();
  const after = await session(clockAt(testNow), before.token);
  expect(await findPerson(before.token, testNow)).toBeNull();
  expect(await findPerson(after.token, testNow)).not.toBeNull();
});

it("ends everywhere at once, for this person only", async () => {
  const mine = await session();
  const other = await session();
  await signOutEverywhere(personCtx(mine.person), {});
  expect(await findPerson(mine.token, testNow)).toBeNull();
  expect(await findPerson(other.token, testNow)).not.toBeNull();
});

it("gives a second identity with the same address its own person", async () => {
  const adapter = adapterAt(clockAt(testNow));
  const email = `same-${newId(testNow).slice(-8)}@example.com`;
  const made: string[] = [];
  for (const providerAccountId of ["first", "second"]) {
    expect(await adapter.getUserByEmail(email)).toBeNull();
    const user = await adapter.createUser({ id: "ignored", email, emailVerified: null, name: "Same" });
    await adapter.linkAccount({
      provider: "oidc",
      providerAccountId: `${providerAccountId}-${email}`,
      userId: user.id,
      type: "oidc",
    });
    made.push(user.id);
  }
  expect(new Set(made).size).toBe(2);
  const account = { provider: "oidc", providerAccountId: `first-${email}` };
  expect(await adapter.getUserByAccount(account)).toMatchObject({ id: made[0] });
  const [row] = await database()
    .select()
    .from(authAccounts)
    .where(eq(authAccounts.providerAccountId, `first-${email}`));
  expect(row?.provider).toBe("oidc https://issuer.example");
});

it("never shows Auth.js a session, so that a callback has nobody to link to", async () => {
  const { token } = await session();
  expect(await adapterAt(clockAt(testNow)).getSessionAndUser(token)).toBeNull();
});

it("takes over the address that the provider verifies now", async () => {
  const person = await makePerson({ provider: "oidc https://issuer.example" });
  const email = `moved-${person.userId.slice(-8)}@example.com`;
  const profile = { id: person.userId, name: "New Name", email, image: null };
  await adapterAt(clockAt(testNow)).refreshUser("oidc", profile);
  const [user] = await database().select().from(authUsers).where(eq(authUsers.id, person.userId));
  expect(user).toMatchObject({ name: "New Name", email });
});
