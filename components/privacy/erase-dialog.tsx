"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { PublicError } from "@/lib/http/problem";
import type { LiveSubscription } from "@/lib/privacy/live-subscriptions";
import type { EraseProps } from "./erase-button";
import { GoesAndStays } from "./goes-and-stays";
import { HoldChoice } from "./hold-choice";
import { WhatRenews } from "./what-renews";

type Numbers = {
  goes: Record<string, number>;
  stays: Record<string, number>;
  profiles: number;
  subscriptions: LiveSubscription[];
};

/** What goes and what stays, in numbers; then when, and the verb on the button. */
export function EraseDialog(props: EraseProps & { onClose: () => void }) {
  const { slug, customerId, name, kind, previewHref, customersHref, request, onClose } = props;
  const router = useRouter();
  const [numbers, setNumbers] = useState<Numbers | "failed" | null>(null);
  const [holdDays, setHoldDays] = useState(kind === "delete" ? 0 : 7);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  useEffect(() => {
    const stop = new AbortController();
    fetch(previewHref, { signal: stop.signal })
      .then(async (response) => setNumbers(response.ok ? await response.json() : "failed"))
      .catch(() => !stop.signal.aborted && setNumbers("failed"));
    return () => stop.abort();
  }, [previewHref]);
  const confirm = () =>
    start(async () => {
      const outcome = await request(slug, { customers: [customerId], holdDays, reason });
      if (!outcome.ok) return setError(outcome.error);
      onClose();
      if (holdDays > 0) return toast("Nothing is gone yet. It can be stopped until the wait is over.");
      toast(`${name} is being erased`);
      router.push(customersHref);
    });
  const isReady = numbers !== null && numbers !== "failed";
  const verb = kind === "delete" ? "Delete customer" : "Erase 1 person";
  return (
    <Dialog
      title={`${kind === "delete" ? "Delete" : "Erase"} ${name}`}
      lead={
        isReady && numbers.profiles > 1
          ? `One person with ${numbers.profiles} profiles, in this project`
          : "One person, in this project"
      }
      onClose={onClose}
      foot={
        <>
          <span className="me-auto text-xs text-text-muted">
            {holdDays > 0 ? `Can be stopped for ${holdDays} days` : "Cannot be undone"}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" onClick={confirm} disabled={isPending || !isReady}>
            {holdDays > 0 ? `${verb} in ${holdDays} days` : verb}
          </Button>
        </>
      }
    >
      {error && !error.fields && <Trouble>{error.message}</Trouble>}
      {numbers === "failed" && (
        <Trouble>What would go could not be counted. Close this and try again.</Trouble>
      )}
      {isReady && <WhatRenews subscriptions={numbers.subscriptions} />}
      {isReady ? <GoesAndStays {...numbers} /> : <Skeleton className="h-48 w-full rounded-lg" />}
      {kind === "erase" && <HoldChoice days={holdDays} onChoose={setHoldDays} />}
      <Field
        id="erase-reason"
        label="Reason"
        optional
        hint="It goes too, once the person is erased"
        error={error?.fields?.reason}
      >
        {(control) => (
          <Input
            {...control}
            value={reason}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
            placeholder="Asked by letter"
          />
        )}
      </Field>
    </Dialog>
  );
}
