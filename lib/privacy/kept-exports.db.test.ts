import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { fixedClock } from "@/lib/core/clock";
import { showId } from "@/lib/core/ids";
import { getCustomer } from "@/lib/customers/customer";
import { mergeCustomers, unmergeCustomers } from "@/lib/identity/commands";
import { memberCtx, testNow } from "@/tests/factories";
import { makeProfile, minutesAgo } from "@/tests/visits";
import { openExport, requestExport } from "./commands";
import { exportNext } from "./export";
import { exportPieces, listExports } from "./queries";

it("takes an export of two away when they are parted, and one that is being made begins anew with one of them alone", async () => {
  const ctx = await memberCtx("owner");
  const one = await makeProfile(ctx, { createdAt: minutesAgo(60), email: "one@example.com" });
  const other = await makeProfile(ctx, { createdAt: minutesAgo(30), email: "zqother@example.com" });
  const customer = showId("profile", one.id);
  const { mergeId } = await mergeCustomers(ctx, { customer, other: showId("profile", other.id) });
  const whole = await requestExport(ctx, { customer });
  expect(await exportNext(ctx.projectId, ctx.clock)).toBe(true);
  const begun = await requestExport(ctx, { customer });
  const die = () => {
    throw new Error("killed");
  };
  await expect(exportNext(ctx.projectId, ctx.clock, { goOn: die })).rejects.toThrow("killed");
  await unmergeCustomers(ctx, { merge: mergeId });
  await expect(openExport(ctx, { export: whole.exportId })).rejects.toMatchObject({ code: "not_found" });
  expect(await exportNext(ctx.projectId, ctx.clock)).toBe(true);
  const pieces = [];
  for await (const piece of exportPieces(ctx, await openExport(ctx, { export: begun.exportId })))
    pieces.push(piece);
  const files = unzipSync(Buffer.concat(pieces));
  expect(Object.values(files).some((bytes) => Buffer.from(bytes).includes("zqother"))).toBe(false);
});

it("keeps five of one customer, however often they are asked for", async () => {
  const ctx = await memberCtx("owner");
  const customer = showId("profile", (await makeProfile(ctx)).id);
  const made = [];
  for (let turn = 0; turn < 7; turn++) {
    const clock = fixedClock(new Date(testNow.getTime() + turn));
    const { exportId } = await requestExport({ ...ctx, clock }, { customer });
    await exportNext(ctx.projectId, clock);
    made.push(exportId);
  }
  const kept = await listExports(ctx, await getCustomer(ctx, customer));
  expect(kept.map(({ id }) => showId("export", id))).toEqual(made.slice(2).toReversed());
});
