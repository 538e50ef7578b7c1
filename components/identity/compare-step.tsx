"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { Comparison } from "@/lib/identity/queries";
import type { Merge, Unmerge } from "./actions";
import type { Sent } from "./ask";
import { CountTable } from "./count-table";
import { PickTable } from "./pick-table";
import { SideHead } from "./side-head";
import { useAnswer } from "./use-answer";
import { SamePerson, Warning } from "./warnings";

type Keep = { email?: "stays" | "joins"; userId?: "stays" | "joins" };

/** Both side by side: which value holds where they differ, what comes together, what to know before. */
export function CompareStep({
  slug,
  path,
  customer,
  other,
  rule,
  merge,
  unmerge,
  onBack,
  onClose,
}: {
  slug: string;
  path: string;
  customer: string;
  other: string;
  rule: "picked" | "suggested";
  merge: Merge;
  unmerge: Unmerge;
  onBack?: () => void;
  onClose: () => void;
}) {
  const router = useRouter();
  const { answer, failure } = useAnswer<{ comparison: Sent<Comparison> }>(path);
  const [keep, setKeep] = useState<Keep>({});
  const [isSame, setIsSame] = useState(false);
  const [reason, setReason] = useState("");
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const comparison = answer?.comparison;
  const isTwoUsers = comparison?.conflicts.includes("userId") ?? false;
  const staysIsCustomer = comparison?.stays.id === customer;
  const sideOf = (side: "stays" | "joins" = "stays") =>
    (side === "stays") === staysIsCustomer ? ("customer" as const) : ("other" as const);
  const missing = !comparison
    ? "Both are being loaded"
    : (comparison.refusal ??
      (isTwoUsers && !isSame ? "Tick that they are the same person to go on" : undefined));
  const confirm = () =>
    start(async () => {
      const outcome = await merge(slug, {
        customer,
        other,
        keep: { email: sideOf(keep.email), userId: sideOf(keep.userId) },
        samePerson: isSame,
        reason: reason.trim() || null,
        rule,
      });
      if (!outcome.ok) return setMessage(outcome.error.message);
      const { mergeId, customerId, profiles } = outcome.result;
      toast({
        message: `${profiles} profiles are one customer now`,
        undo: () => void unmerge(slug, { merge: mergeId }).then(() => router.refresh()),
      });
      onClose();
      if (/\/pro_/.test(window.location.pathname)) router.replace(`/${slug}/customers/${customerId}`);
      router.refresh();
    });
  const profiles = comparison ? comparison.stays.counts.profiles + comparison.joins.counts.profiles : 2;
  return (
    <Dialog
      wide
      title="Merge two customers"
      lead="One page, one history. Nothing is rewritten, so it can be undone at any time."
      onClose={onClose}
      foot={
        <>
          {missing && <span className="me-auto text-xs text-text-muted">{missing}</span>}
          <Button onClick={onBack ?? onClose}>{onBack ? "Back" : "Cancel"}</Button>
          <Button type="submit" form="merge" variant="primary" disabled={isPending} disabledReason={missing}>
            Merge {profiles} profiles
          </Button>
        </>
      }
    >
      {(failure ?? message) && <Trouble>{failure ?? message}</Trouble>}
      {!comparison && !failure && <Skeleton className="h-40 w-full" />}
      {comparison && (
        <form
          id="merge"
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!missing) confirm();
          }}
        >
          <SideHead stays={comparison.stays} joins={comparison.joins} />
          {comparison.conflicts.length > 0 && (
            <PickTable
              comparison={comparison}
              keep={keep}
              onKeep={(field, side) => setKeep({ ...keep, [field]: side })}
            />
          )}
          <CountTable stays={comparison.stays.counts} joins={comparison.joins.counts} />
          {isTwoUsers && (
            <SamePerson
              userId={(keep.userId === "joins" ? comparison.joins : comparison.stays).userId ?? ""}
              isSame={isSame}
              onTick={setIsSame}
            />
          )}
          {comparison.hasMergedBefore && (
            <Warning title="Merged before.">
              At least one of them is made of several profiles already. Undoing this merge leaves those
              together.
            </Warning>
          )}
          {comparison.needsAdmin && (
            <Warning title="More than 50 profiles.">Only an owner or admin may merge so many.</Warning>
          )}
          <Field id="merge-reason" label="Reason, for the record" optional>
            {(control) => (
              <Input
                {...control}
                // Both are loaded after the dialog has opened; from here Enter merges.
                autoFocus
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                maxLength={500}
                autoComplete="off"
              />
            )}
          </Field>
        </form>
      )}
    </Dialog>
  );
}
