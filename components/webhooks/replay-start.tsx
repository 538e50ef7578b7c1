"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Play } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import type { EventType } from "@/lib/events/catalogue";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";
import type { DeliveryFilter } from "@/lib/webhooks/schema";

type Asked = {
  endpoint: string;
  states: DeliveryFilter["states"];
  types: EventType[] | null;
  from: string;
  to: string;
  customer: string | null;
};
export type StartReplay = (
  slug: string,
  input: Asked & { perSecond: number },
) => Promise<ActionResult<{ replayId: string; total: number }>>;

const usualRate = 50;

/** The last step: how many in a second, and go. */
export function ReplayStart({
  slug,
  asked,
  total,
  path,
  start: begin,
  disabledReason,
}: {
  slug: string;
  asked: Asked;
  total: number;
  /** Of the replay page. */
  path: string;
  start: StartReplay;
  disabledReason?: string;
}) {
  const router = useRouter();
  const [rate, setRate] = useState(String(usualRate));
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const perSecond = Number(rate);
  const seconds = perSecond > 0 ? Math.ceil(total / perSecond) : 0;
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        start(async () => {
          const outcome = await begin(slug, { ...asked, perSecond });
          setError(outcome.ok ? null : outcome.error);
          if (outcome.ok) router.push(`${path}?replay=${outcome.result.replayId}`);
        });
      }}
    >
      <Field
        id="replay-rate"
        label="How many in a second"
        hint={seconds > 0 ? `1 to 500. They are handed over in ${spanWords(seconds)}.` : "1 to 500."}
        error={error?.fields?.perSecond}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            className="w-28"
            value={rate}
            maxLength={3}
            onChange={(event) => setRate(event.target.value)}
          />
        )}
      </Field>
      {error && !error.fields?.perSecond && (
        <p role="alert" className="text-xs text-red-fg">
          {Object.values(error.fields ?? {})[0] ?? error.message}
        </p>
      )}
      <div>
        <Button
          type="submit"
          variant="primary"
          icon={<Play aria-hidden />}
          disabled={isPending}
          disabledReason={disabledReason ?? (total === 0 ? "Nothing matches" : undefined)}
        >
          Send {total.toLocaleString("en")} again
        </Button>
      </div>
    </form>
  );
}

function spanWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "a second" : `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
