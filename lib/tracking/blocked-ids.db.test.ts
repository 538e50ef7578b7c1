import { afterAll, beforeAll, expect, test } from "vitest";
import { blockedIds } from "@/db/schema/identity";
import { inSystem } from "@/lib/core/database";
import { receivedAt } from "@/tests/ingest-client";
import { startVisitors } from "@/tests/ingest-visitor";

let visits: Awaited<ReturnType<typeof startVisitors>>;
beforeAll(async () => {
  visits = await startVisitors();
});
afterAll(() => visits.close());

test("a user id that the project has blocked is not kept, whatever else the batch says is", () =>
  visits.fresh(async () => {
    const blocked = {
      value: "qa-robot",
      actorKind: "system",
      actorId: "test",
      createdAt: receivedAt,
    } as const;
    await inSystem((tx) => tx.insert(blockedIds).values({ projectId: visits.projectId, ...blocked }));
    await visits.send(visits.batch({ inputs: { email: "qa@example.com", _USERID_: "qa-robot" } }));
    const rows = await visits.mine();
    expect(rows.profiles).toMatchObject([{ email: "qa@example.com", userId: null }]);
    expect(rows.identifiers.map(({ value }) => value)).toEqual(["qa@example.com"]);
  }));
