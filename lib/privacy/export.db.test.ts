import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { exportParts, sessionEvents, sessions, tags } from "@/db/schema";
import { fixedClock } from "@/lib/core/clock";
import { inSystem } from "@/lib/core/database";
import { newId, showId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { findCustomer } from "@/lib/customers/customer";
import { fileResponse } from "@/lib/http/file-response";
import { jobs } from "@/lib/worker/registry";
import { type Canary, makeCanary } from "@/tests/canary";
import { auditOf, memberCtx } from "@/tests/factories";
import { startTestCollector } from "@/tests/ingest-client";
import { placesOf } from "@/tests/whole-database";
import { openExport, requestErasure, requestExport } from "./commands";
import { eraseNext } from "./erase";
import { expireExports, exportNext } from "./export";
import { nameOf } from "./personal-table";
import { exportPieces, getExport, listExports } from "./queries";
import { personalTables } from "./register";

let collector: Awaited<ReturnType<typeof startTestCollector>>;
let words = 0;
let canary: Canary;

beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(() => collector.close());
beforeEach(async () => {
  canary = await makeCanary(collector, `zqexport${String.fromCharCode(97 + words++)}`);
});

const shown = ({ profileIds }: Canary) => showId("profile", profileIds[0]);

async function made(options?: Parameters<typeof exportNext>[2]): Promise<string> {
  const { exportId } = await requestExport(canary.ctx, { customer: shown(canary) });
  expect(await exportNext(canary.ctx.projectId, canary.ctx.clock, options)).toBe(true);
  return exportId;
}

async function filesOf(exportId: string): Promise<Record<string, string>> {
  const opened = await openExport(canary.ctx, { export: exportId });
  const pieces = [];
  for await (const piece of exportPieces(canary.ctx, opened)) pieces.push(piece);
  const zip = unzipSync(Buffer.concat(pieces));
  return Object.fromEntries(
    Object.entries(zip).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );
}

/** RFC 4180, as a spreadsheet reads it. */
function csvRows(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows.filter((cells) => cells.some((cell) => cell !== ""));
}

describe("an export", () => {
  it("holds all that is kept about the person, each row once, and nothing about anybody else", async () => {
    const other = await makeCanary(collector, `zqother${String.fromCharCode(97 + words)}`);
    const files = await filesOf(await made());
    const places = await placesOf(canary.word);
    const exported = personalTables.filter(({ isExported }) => isExported).map(nameOf);
    for (const table of exported) {
      const rows: unknown[] = JSON.parse(files[`data/${table}.json`] ?? "null");
      expect(new Set(rows.map((row) => JSON.stringify(row))).size, table).toBe(rows.length);
      const holding = rows.filter((row) => JSON.stringify(row).includes(canary.word)).length;
      // What an export says of itself is our own work.
      if (table !== "exports") expect(holding, table).toBeGreaterThanOrEqual(places[table] ?? 0);
    }
    const everything = Object.values(files).join("\n");
    for (const { kind, value } of canary.names)
      expect(everything).toContain(kind === "profile" ? showId("profile", value) : value);
    for (const said of ["wrote from two phones", "back", "stad", "vip", "letters", "welcome", "sv-SE"])
      expect(everything).toContain(said);
    expect(everything).not.toContain(other.word);
    expect(everything).not.toContain(showId("profile", other.profileIds[0]));
  });

  it("has the same rows as CSV, in which nothing runs as a formula, and as a page without scripts", async () => {
    const { projectId } = canary.ctx;
    for (const name of ["=1+1", "+1", "-1", "@sum", "<script>alert(1)</script>"])
      await inSystem((tx) =>
        tx.insert(tags).values({
          projectId,
          profileId: canary.profileIds[0],
          name,
          actorKind: "user",
          actorId: "colleague",
          createdAt: canary.ctx.clock.now(),
        }),
      );
    const files = await filesOf(await made());
    for (const [name, csv] of Object.entries(files).filter(([name]) => name.endsWith(".csv"))) {
      const rows = csvRows(csv);
      expect(rows.length - 1, name).toBe(JSON.parse(files[name.replace(".csv", ".json")] ?? "[]").length);
      expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    }
    expect(files["data/tags.csv"]).toContain("'=1+1");
    const page = files["index.html"] ?? "";
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).not.toMatch(/<script|<img|<link|\son\w+=/i);
  });

  it("is kept in pieces whose sum and size are those of the whole", async () => {
    const exportId = await made({ pieceBytes: 2_000 });
    const row = await getExport(canary.ctx, exportId);
    const opened = await openExport(canary.ctx, { export: exportId });
    const pieces: Uint8Array[] = [];
    for await (const piece of exportPieces(canary.ctx, opened)) pieces.push(piece);
    const whole = Buffer.concat(pieces);
    expect(pieces.length).toBeGreaterThan(2);
    expect(row).toMatchObject({ state: "ready", size: whole.length });
    expect(row.sha256).toEqual(createHash("sha256").update(whole).digest());
    expect(unzipSync(whole)["index.html"]).toBeDefined();
  });

  it("breaks off where it goes while it is sent, and never ends as if it were whole", async () => {
    const exportId = await made({ pieceBytes: 2_000 });
    const opened = await openExport(canary.ctx, { export: exportId });
    const failures = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const response = fileResponse(exportPieces(canary.ctx, opened), "export.zip", "application/zip");
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    await requestErasure(canary.ctx, { customers: [shown(canary)] });
    await eraseNext(canary.ctx.projectId, canary.ctx.clock);
    const rest = async () => {
      while (!(await reader?.read())?.done);
    };
    await expect(rest()).rejects.toThrow(/ended after \d+ of \d+ bytes/);
    expect(failures).toHaveBeenCalledWith("a file broke off", { error: expect.any(Error) });
    failures.mockRestore();
  });

  it("is never given up for having been stopped", async () => {
    await requestExport(canary.ctx, { customer: shown(canary) });
    const { projectId, clock } = canary.ctx;
    for (let turn = 0; turn < 8; turn++)
      expect(await exportNext(projectId, clock, { goOn: () => false })).toBe(false);
    expect(await exportNext(projectId, clock)).toBe(true);
  });

  it("walks through thousands of rows that happened at once", async () => {
    const { projectId } = canary.ctx;
    const [profileId] = canary.profileIds;
    const at = canary.ctx.clock.now();
    await inSystem(async (tx) => {
      const [visit] = await tx
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(eq(sessions.projectId, projectId), eq(sessions.profileId, profileId)));
      const events = Array.from({ length: 2_300 }, (_, number) => ({
        projectId,
        profileId,
        sessionId: visit?.id ?? "",
        id: newId(at),
        environment: "production" as const,
        name: `event ${number}`,
        occurredAt: at,
        receivedAt: at,
      }));
      await tx.insert(sessionEvents).values(events);
    });
    const files = await filesOf(await made());
    const rows: { name: string }[] = JSON.parse(files["data/session_events.json"] ?? "[]");
    expect(new Set(rows.map(({ name }) => name).filter((name) => name.startsWith("event "))).size).toBe(
      2_300,
    );
    expect(files["index.html"]).toContain("The first 50 of 2304");
  });

  it("goes after seven days, and with its person", async () => {
    const exportId = await made();
    const later = new Date(canary.ctx.clock.now().getTime() + 7 * 86_400_000 + 1);
    await expect(
      openExport({ ...canary.ctx, clock: fixedClock(later) }, { export: exportId }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await expireExports(canary.ctx.projectId, canary.ctx.clock.now())).toBe(0);
    expect(await expireExports(canary.ctx.projectId, later)).toBeGreaterThan(0);
    await expect(getExport(canary.ctx, exportId)).rejects.toMatchObject({ code: "not_found" });

    const again = await made();
    await requestErasure(canary.ctx, { customers: [shown(canary)] });
    await eraseNext(canary.ctx.projectId, canary.ctx.clock);
    await expect(getExport(canary.ctx, again)).rejects.toMatchObject({ code: "not_found" });
    expect(await placesOf(canary.word)).toEqual({});
  });

  it("is begun anew when its worker died, given back when it stops, and given up after five tries", async () => {
    const { exportId } = await requestExport(canary.ctx, { customer: shown(canary) });
    const { projectId, clock } = canary.ctx;
    const at = (seconds: number) => fixedClock(new Date(clock.now().getTime() + seconds * 1000));
    const die = () => {
      throw new Error("killed");
    };
    await expect(exportNext(projectId, at(0), { goOn: die, pieceBytes: 2_000 })).rejects.toThrow("killed");
    expect(await exportNext(projectId, at(59))).toBe(false);
    let pieces = 2;
    expect(await exportNext(projectId, at(61), { goOn: () => pieces-- > 0, pieceBytes: 2_000 })).toBe(false);
    expect(await exportNext(projectId, at(62))).toBe(true);
    const parts = await inSystem((tx) =>
      tx.select({ part: exportParts.part }).from(exportParts).where(eq(exportParts.projectId, projectId)),
    );
    expect(parts.length).toBeGreaterThan(0);
    expect((await filesOf(exportId))["index.html"]).toContain(canary.word);

    const second = await requestExport(canary.ctx, { customer: shown(canary) });
    for (let turn = 0; turn < 5; turn++)
      await expect(exportNext(projectId, at(100 + 61 * turn), { goOn: die })).rejects.toThrow("killed");
    expect(await exportNext(projectId, at(1_000))).toBe(false);
    expect(await getExport(canary.ctx, second.exportId)).toMatchObject({
      state: "failed",
      error: expect.stringContaining("5 tries"),
    });
  });
});

describe("requestExport and openExport", () => {
  it("make one at a time, and put each request and each download on record", async () => {
    const first = await requestExport(canary.ctx, { customer: shown(canary) });
    expect(await requestExport(canary.ctx, { customer: shown(canary) })).toEqual(first);
    await expect(openExport(canary.ctx, { export: first.exportId })).rejects.toMatchObject({
      code: "not_found",
    });
    await exportNext(canary.ctx.projectId, canary.ctx.clock);
    await openExport(canary.ctx, { export: first.exportId });
    const entries = (await auditOf(canary.ctx)).filter(({ subject }) => subject === first.exportId);
    expect(entries.map(({ action, profileId }) => [action, profileId]).toSorted()).toEqual([
      ["export.download", canary.profileIds[0]],
      ["export.request", canary.profileIds[0]],
    ]);
    const customer = await findCustomer(canary.ctx, canary.profileIds[0]);
    const listed = customer ? await listExports(canary.ctx, customer) : [];
    expect(listed.map(({ id }) => showId("export", id))).toContain(first.exportId);
    expect(jobs.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["privacy.export", "privacy.expire_exports"]),
    );
  });

  it("are not found for strangers, refused to roles that may not export, and name a bad field", async () => {
    const exportId = await made();
    const stranger = await memberCtx("owner");
    const growth = await memberCtx("growth", canary.ctx.projectId);
    const customer = shown(canary);
    await expect(requestExport(stranger, { customer })).rejects.toMatchObject({ code: "not_found" });
    await expect(openExport(stranger, { export: exportId })).rejects.toMatchObject({ code: "not_found" });
    await expect(requestExport(growth, { customer })).rejects.toMatchObject({ code: "forbidden" });
    await expect(openExport(growth, { export: exportId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(requestExport(canary.ctx, { customer: "x" })).rejects.toMatchObject({
      code: "invalid",
      fields: { customer: expect.any(String) },
    });
    await expect(openExport(canary.ctx, { export: "x" })).rejects.toMatchObject({
      code: "invalid",
      fields: { export: expect.any(String) },
    });
  });
});
