import { z } from "zod";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import { sorted } from "./preview";
import type { Erasure, ExportRow } from "./queries";

const counts = z.record(z.string(), z.int());

export const erasureResource = resource("Erasure", {
  id: z.string(),
  state: z.enum(["held", "running", "done", "cancelled"]),
  customer: z.string().nullable().describe("Null once nobody is left."),
  requestedAt: instant,
  holdUntil: instant.describe("Until then it can be cancelled."),
  finishedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  goes: counts.describe("Rows that are removed, by kind, as of the request; 10000 means so many or more."),
  stays: counts.describe("Rows that stay without a word about the person."),
  receipt: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe("Counts, times and keyed sums, once it is done."),
});

export function showErasure(erasure: Erasure): z.input<typeof erasureResource> {
  return {
    id: showId("erasure", erasure.id),
    state: erasure.state,
    customer: erasure.customerId && showId("profile", erasure.customerId),
    requestedAt: erasure.requestedAt.toISOString(),
    holdUntil: erasure.holdUntil.toISOString(),
    finishedAt: erasure.finishedAt?.toISOString() ?? null,
    cancelledAt: erasure.cancelledAt?.toISOString() ?? null,
    ...sorted(erasure.counts),
    receipt: erasure.receipt && { ...erasure.receipt },
  };
}

export const exportResource = resource("Export", {
  id: z.string(),
  state: z.enum(["waiting", "running", "ready", "failed"]),
  customer: z.string(),
  requestedAt: instant,
  finishedAt: instant.nullable(),
  expiresAt: instant.nullable().describe("When the ZIP is removed."),
  size: z.int().nullable().describe("Bytes."),
  sha256: z.string().nullable(),
  error: z.string().nullable(),
});

export function showExport(row: ExportRow): z.input<typeof exportResource> {
  return {
    id: showId("export", row.id),
    state: row.state,
    customer: showId("profile", row.profileId),
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    size: row.size,
    sha256: row.sha256?.toString("hex") ?? null,
    error: row.error,
  };
}
