"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/http/action";

const RecordConsentDialog = lazy(() =>
  import("./record-consent-dialog").then((loaded) => ({ default: loaded.RecordConsentDialog })),
);

export type RecordConsentProps = {
  slug: string;
  customerId: string;
  /** Those with an answer, offered while typing. */
  purposes: string[];
  record: (
    slug: string,
    input: { customer: string; purpose: string; state: "granted" | "denied"; policyVersion: string },
  ) => Promise<ActionResult>;
  disabledReason?: string;
};

export function RecordConsentButton(props: RecordConsentProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button disabledReason={props.disabledReason} onClick={() => setOpen(true)}>
        Record an answer
      </Button>
      <Suspense>{open && <RecordConsentDialog {...props} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
