import { expect, test } from "vitest";
import { attributes } from "@/db/schema/attributes";
import { tags } from "@/db/schema/tags";
import { inSystem } from "@/lib/core/database";
import { makeProfile, makeProject } from "@/tests/visits";
import { countCustomers } from "./count";
import { listCustomers } from "./queries";
import { customerList } from "./schema";

const hourMs = 3_600_000;
const start = Date.parse("2026-08-01T00:00:00Z");

test("an attribute or a tag of any joined profile finds the customer, once", async () => {
  const own = await makeProject();
  const oldest = await makeProfile(own, { createdAt: new Date(start) });
  const createdAt = new Date(start + hourMs);
  const young = await makeProfile(own, { createdAt, customerId: oldest.id });
  const said = { projectId: own.projectId, key: "plan", value: "pro", source: "api" as const };
  const tagged = { projectId: own.projectId, name: "vip", actorKind: "user" as const, actorId: "x" };
  await inSystem(async (tx) => {
    for (const profileId of [oldest.id, young.id]) {
      await tx.insert(attributes).values({ ...said, profileId, updatedAt: createdAt });
      await tx.insert(tags).values({ ...tagged, profileId, createdAt });
    }
    await tx.insert(attributes).values({ ...said, key: "goal", profileId: young.id, updatedAt: createdAt });
  });
  const other = await makeProfile(own, { createdAt });
  await makeProfile(own, { createdAt, customerId: other.id });
  for (const address of [
    "attribute[plan]=pro",
    "attribute[goal]=pro",
    "tag=vip,other",
    "tag=vip&attribute[goal]=pro",
  ])
    for (const sort of ["", "&sort=-seen"]) {
      const list = customerList.parse(Object.fromEntries(new URLSearchParams(address + sort)));
      expect(
        (await listCustomers(own, list)).rows.map(({ id }) => id),
        address,
      ).toEqual([oldest.id]);
      expect(await countCustomers(own, list.filter), address).toEqual({ count: 1, isExact: true });
    }
});

test("an address says attributes by legal keys, five at most", () => {
  const filterOf = (address: string) =>
    customerList.parse(Object.fromEntries(new URLSearchParams(address))).filter.attributes;
  expect(filterOf("attribute[goal]=sleep&attribute[$campaign]=a%2Cb")).toEqual({
    goal: "sleep",
    $campaign: "a,b",
  });
  expect(
    filterOf("attribute[two words]=x&attribute[]=x&attribute=x&attribute[__proto__]=x&attribute[a]="),
  ).toEqual({});
  const many = Array.from({ length: 9 }, (_, n) => `attribute[k${n}]=v`).join("&");
  expect(Object.keys(filterOf(many))).toHaveLength(5);
});
