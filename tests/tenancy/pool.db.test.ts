import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { profiles } from "@/db/schema/profiles";
import type { Ctx } from "@/lib/core/ctx";
import { closeDatabase, read, write } from "@/lib/core/database";
import { processSingleton } from "@/lib/core/process-singleton";
import { testDatabaseUrl } from "../database";
import { memberCtx } from "../factories";
import { makeProfile } from "../visits";

const requests = 10_000;
const atOnce = 50;

class Abandoned extends Error {}

beforeAll(async () => {
  await closeDatabase();
  processSingleton("database", () =>
    openDatabase({ url: testDatabaseUrl(), applicationName: "test", max: 5 }),
  );
});

test("10,000 requests of two projects over five connections, a tenth of them abandoned, see no foreign row", async () => {
  const projects = [await memberCtx("owner"), await memberCtx("owner")] as const;
  for (const ctx of projects) await makeProfile(ctx);
  let done = 0;
  let foreign = 0;
  let abandoned = 0;

  /** The query names no project on purpose: the scope that the connection carries is all there is. */
  const request = async (number: number) => {
    const ctx: Ctx = projects[number % 2 === 0 ? 0 : 1];
    const inProject = number % 3 === 0 ? write.bind(null, ctx.projectId) : read.bind(null, ctx);
    await inProject(async (tx) => {
      const rows = await tx.execute(sql`select project_id from ${profiles}`);
      if (rows.length === 0 || rows.some((row) => row.project_id !== ctx.projectId)) foreign += 1;
      if (number % 20 === 7) throw new Abandoned();
      if (number % 20 === 13) await tx.execute(sql`select 1 / 0`);
    }).catch((error) => {
      if (!(error instanceof Abandoned) && error.cause?.code !== "22012") throw error;
      abandoned += 1;
    });
  };
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (done < requests) await request(done++);
    }),
  );
  expect({ foreign, abandoned }).toEqual({ foreign: 0, abandoned: requests / 10 });
}, 120_000);
