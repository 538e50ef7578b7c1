"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import type { Sent } from "@/components/identity/ask";
import { useAnswer } from "@/components/identity/use-answer";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { ActionAnswer } from "@/lib/support/action";
import type { Preview } from "@/lib/support/queries";
import { EffectsTable } from "./effects-table";
import { newKey } from "./new-key";
import { Outcome } from "./outcome";
import { ReasonField, reasonOf } from "./reason-field";

export type Acted = { key: string; version: number; reason: string; comment?: string };

/**
 * What every action's dialog has: its own choices, the effects in numbers, a reason, a comment. Nothing is shown as done
 * before the server has said so, and a press that is repeated has the key of the first.
 */
export function ActionFrame<Seen extends Sent<Preview>>({
  slug,
  title,
  lead,
  path,
  children,
  confirm,
  done,
  method,
  isDanger,
  missing,
  submit,
  onClose,
}: {
  slug: string;
  title: string;
  lead?: ReactNode;
  /** Where the effects of the present choice are; null while it is not complete. */
  path: string | null;
  children?: (seen: Seen | null) => ReactNode;
  /** Verb and object: "Refund $9.99". */
  confirm: (seen: Seen | null) => string;
  /** In the past: "Refunded". */
  done: string;
  method?: (seen: Seen) => string | undefined;
  isDanger?: boolean;
  /** What of the choice is not there yet. */
  missing?: string;
  submit: (acted: Acted) => Promise<ActionResult<ActionAnswer>>;
  onClose: () => void;
}) {
  const router = useRouter();
  const [key] = useState(newKey);
  const [tries, setTries] = useState(0);
  const { answer, failure, isPresent } = useAnswer<Seen>(path && `${path}&try=${tries}`, 150);
  const [reason, setReason] = useState("");
  const [comment, setComment] = useState("");
  const [message, setMessage] = useState<string>();
  const [result, setResult] = useState<ActionAnswer>();
  const [isPending, start] = useTransition();
  const seen = failure ? null : answer;
  const wanted =
    missing ??
    failure ??
    (!seen || !isPresent || !path ? "The effects are being worked out" : undefined) ??
    (reason ? undefined : "Choose a reason, by its digit or a press");
  const act = () =>
    start(async () => {
      if (!seen) return;
      const outcome = await submit({
        key,
        version: seen.version,
        reason,
        ...(comment.trim() && { comment: comment.trim() }),
      });
      if (!outcome.ok) {
        setMessage(Object.values(outcome.error.fields ?? {})[0] ?? outcome.error.message);
        // What was shown is out of date.
        return setTries(tries + 1);
      }
      router.refresh();
      if (outcome.result.state !== "done") return setResult(outcome.result);
      toast(done);
      onClose();
    });
  if (result)
    return (
      <Outcome
        slug={slug}
        title={title}
        result={result}
        done={done}
        onClose={onClose}
        onSettled={router.refresh}
      />
    );
  return (
    <Dialog
      title={title}
      lead={lead}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="support-action"
            variant={isDanger ? "danger" : "primary"}
            disabled={isPending}
            disabledReason={wanted}
          >
            {isPending ? "Waiting for the answer" : confirm(seen)}
          </Button>
        </>
      }
    >
      {message && <Trouble>{message}</Trouble>}
      <form
        id="support-action"
        className="grid gap-4"
        onKeyDown={(event) => {
          const chosen = reasonOf(event);
          if (chosen) setReason(chosen);
        }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!wanted && !isPending) act();
        }}
      >
        {children?.(seen)}
        {failure && !missing && <Trouble>{failure}</Trouble>}
        {!seen && !failure && path && <Skeleton className="h-40 w-full" />}
        {seen && (
          <div className={isPresent ? undefined : "opacity-60"}>
            <EffectsTable effects={seen.effects} method={method?.(seen)} />
          </div>
        )}
        <ReasonField value={reason} onChange={setReason} />
        <Field id="support-comment" label="Comment for colleagues" optional>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              value={comment}
              maxLength={2_048}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
