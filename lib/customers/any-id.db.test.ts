import { expect, it } from "vitest";
import { profileIdentifiers } from "@/db/schema/profiles";
import type { Ctx } from "@/lib/core/ctx";
import { write } from "@/lib/core/database";
import { showId } from "@/lib/core/ids";
import { testNow } from "@/tests/factories";
import { makeProfile, makeProject } from "@/tests/visits";
import { getCustomerByAnyId } from "./any-id";

async function name(ctx: Ctx, profileId: string, value: string, kind: "user_id" | "app_user_id" | "email") {
  await write(ctx.projectId, (tx) =>
    tx.insert(profileIdentifiers).values({
      projectId: ctx.projectId,
      kind,
      value,
      profileId,
      searchText: value.toLowerCase(),
      environment: "production",
      profileCreatedAt: testNow,
      firstSeenAt: testNow,
      lastSeenAt: testNow,
    }),
  );
}

it("finds one customer by profile id, user id and alias, letters counted in their case", async () => {
  const ctx = await makeProject();
  const { id } = await makeProfile(ctx);
  await name(ctx, id, "usr_1", "user_id");
  await name(ctx, id, "$Anon/Ümlaut 1", "app_user_id");
  await name(ctx, id, "a@example.com", "email");
  for (const text of [showId("profile", id), "usr_1", "$Anon/Ümlaut 1"])
    expect((await getCustomerByAnyId(ctx, text)).id, text).toBe(id);
  for (const text of ["USR_1", "usr", "$anon/ümlaut 1", "a@example.com", showId("session", id), "%", ""])
    await expect(getCustomerByAnyId(ctx, text), text).rejects.toMatchObject({ code: "not_found" });
});

it("leads from every joined profile and all their names to the canonical one", async () => {
  const ctx = await makeProject();
  const kept = await makeProfile(ctx);
  const merged = await makeProfile(ctx, { customerId: kept.id });
  await name(ctx, kept.id, "shared", "user_id");
  await name(ctx, merged.id, "shared", "app_user_id");
  for (const text of [showId("profile", merged.id), showId("profile", kept.id), "shared"])
    expect((await getCustomerByAnyId(ctx, text)).id, text).toBe(kept.id);
});

it("names both customers that share a name, and neither to another project", async () => {
  const ctx = await makeProject();
  const [one, two] = [await makeProfile(ctx), await makeProfile(ctx)];
  await name(ctx, one.id, "same", "user_id");
  await name(ctx, two.id, "same", "app_user_id");
  const failure = await getCustomerByAnyId(ctx, "same").catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "conflict" });
  for (const { id } of [one, two]) expect(String(failure)).toContain(showId("profile", id));
  const stranger = await makeProject();
  for (const text of ["same", showId("profile", one.id)])
    await expect(getCustomerByAnyId(stranger, text)).rejects.toMatchObject({ code: "not_found" });
});
