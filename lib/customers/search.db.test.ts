import { beforeAll, expect, test } from "vitest";
import { profileIdentifiers } from "@/db/schema/profiles";
import type { Ctx } from "@/lib/core/ctx";
import { inSystem } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { testNow } from "@/tests/factories";
import { makeProfile, makeProject } from "@/tests/visits";
import { searchCustomers } from "./search";

let ctx: Ctx;
let stranger: Ctx;
const ids = new Map<string, string>();

async function known(of: Ctx, name: string, kind: "email" | "user_id" | "app_user_id", value: string) {
  const profile = await makeProfile(of, kind === "email" ? { email: value } : { userId: value });
  await inSystem((tx) =>
    tx.insert(profileIdentifiers).values({
      projectId: of.projectId,
      kind,
      value,
      profileId: profile.id,
      searchText: value.toLowerCase(),
      environment: "production",
      profileCreatedAt: testNow,
      firstSeenAt: testNow,
      lastSeenAt: testNow,
    }),
  );
  ids.set(name, profile.id);
}

beforeAll(async () => {
  ctx = await makeProject();
  stranger = await makeProject();
  await known(ctx, "john", "email", "John@Example.com");
  await known(ctx, "doe", "email", "a.johndoe@gmail.com");
  await known(ctx, "user", "user_id", "john-7");
  await known(ctx, "app", "app_user_id", "$RCAnonymousID:john");
  await known(stranger, "foreign", "email", "john@elsewhere.example");
});

test("a beginning comes before a part, and each hit says which field matched", async () => {
  const hits = await searchCustomers(ctx, "john");
  expect(
    hits
      .map((hit) => hit.field)
      .slice(0, 2)
      .sort(),
  ).toEqual(["email", "user_id"]);
  expect(
    hits
      .map((hit) => hit.field)
      .slice(2)
      .sort(),
  ).toEqual(["app_user_id", "email"]);
  expect(hits.map((hit) => hit.email)).toContain("a.johndoe@gmail.com");
});

test("the whole value comes first, in any case", async () => {
  const [first] = await searchCustomers(ctx, " JOHN@example.COM ");
  expect(first).toMatchObject({ id: showId("profile", ids.get("john") ?? ""), field: "email" });
});

test("a customer's own id finds exactly that customer", async () => {
  const id = showId("profile", ids.get("user") ?? "");
  expect(await searchCustomers(ctx, id)).toEqual([
    { id, email: null, userId: "john-7", field: "id", isPreview: false },
  ]);
});

test("nothing of another project is found, by text or by id", async () => {
  expect(await searchCustomers(ctx, "elsewhere")).toEqual([]);
  expect(await searchCustomers(ctx, showId("profile", ids.get("foreign") ?? ""))).toEqual([]);
});

test("one letter asks nothing", async () => {
  expect(await searchCustomers(ctx, "j")).toEqual([]);
});
