import { z } from "zod";
import { showId } from "../core/ids";
import { instant, resource } from "../core/resource";
import type { BlockedId, MergeEntry, QueuedPair } from "./queries";

export const mergeResource = resource("Merge", {
  id: z.string(),
  customerId: z.string().describe("The canonical profile when it was made."),
  mergedId: z.string().describe("The canonical profile of the other side."),
  rule: z.enum(["picked", "suggested", "identify"]),
  reason: z.string().nullable(),
  createdAt: instant,
});

export function showMerge(merge: MergeEntry): z.input<typeof mergeResource> {
  return {
    id: showId("merge", merge.id),
    customerId: showId("profile", merge.customerId),
    mergedId: showId("profile", merge.mergedId),
    rule: merge.rule,
    reason: merge.reason,
    createdAt: merge.createdAt.toISOString(),
  };
}

export const mergedResource = resource("Merged", {
  mergeId: z.string().describe("What undoing it asks for."),
  customerId: z.string().describe("The customer that holds both."),
  mergedId: z.string(),
  profiles: z.number().int(),
});

export const unmergedResource = resource("Unmerged", {
  customerId: z.string(),
  restoredId: z.string().describe("The customer that stands by itself again."),
});

export const identifiedResource = resource("Identified", {
  outcome: z
    .enum(["alias", "merge", "switch", "unchanged"])
    .describe(
      "What RevenueCat's table for logIn says: the id was added, two customers merged, or nothing joined.",
    ),
  customerId: z.string().describe("Whose the new id is."),
  mergeId: z.string().nullable(),
});

export const duplicatePairResource = resource("DuplicatePair", {
  customerIds: z.array(z.string()).length(2),
  score: z.number().int().describe("How sure it is, of 100."),
  reasons: z.array(z.string()).describe("user_id, provider, email or mailbox."),
});

export function showPair({
  firstId,
  secondId,
  score,
  reasons,
}: QueuedPair): z.input<typeof duplicatePairResource> {
  return { customerIds: [showId("profile", firstId), showId("profile", secondId)], score, reasons };
}

export const blockedIdResource = resource("BlockedId", {
  value: z.string(),
  reason: z.string().nullable(),
  createdAt: instant,
});

export function showBlockedId({ value, reason, createdAt }: BlockedId): z.input<typeof blockedIdResource> {
  return { value, reason, createdAt: createdAt.toISOString() };
}
