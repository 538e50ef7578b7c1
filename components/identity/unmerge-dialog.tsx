"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { formatTime } from "@/components/shell/time-format";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { UnmergePreview } from "@/lib/identity/queries";
import type { Unmerge } from "./actions";
import type { Sent } from "./ask";
import { CountTable } from "./count-table";
import { useAnswer } from "./use-answer";

/** What each gets back, then the parting. */
export function UnmergeDialog({
  slug,
  merge,
  unmerge,
  onClose,
}: {
  slug: string;
  merge: string;
  unmerge: Unmerge;
  onClose: () => void;
}) {
  const router = useRouter();
  const { answer, failure } = useAnswer<Sent<UnmergePreview>>(`/api/console/${slug}/merges/${merge}`);
  const [reason, setReason] = useState("");
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const profiles = answer?.takesBack.counts.profiles ?? 1;
  const missing = !answer
    ? "Both are being loaded"
    : answer.isUndone
      ? "This merge has been undone already"
      : undefined;
  const confirm = () =>
    start(async () => {
      const outcome = await unmerge(slug, { merge, reason: reason.trim() || null });
      if (!outcome.ok) return setMessage(outcome.error.message);
      const { restoredId } = outcome.result;
      toast({
        message: "They are two customers again",
        action: { label: "Open the other", run: () => router.push(`/${slug}/customers/${restoredId}`) },
      });
      onClose();
      router.refresh();
    });
  return (
    <Dialog
      title={profiles === 1 ? "Take a profile out again" : "Take profiles out again"}
      lead={answer && mergedWords(answer)}
      onClose={onClose}
      foot={
        <>
          <span className="me-auto text-xs text-text-muted">Can be merged again</span>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="unmerge"
            variant="primary"
            disabled={isPending}
            disabledReason={missing}
          >
            Take out {profiles} {profiles === 1 ? "profile" : "profiles"}
          </Button>
        </>
      }
    >
      {(failure ?? message) && <Trouble>{failure ?? message}</Trouble>}
      {!answer && !failure && <Skeleton className="h-40 w-full" />}
      {answer && (
        <form
          id="unmerge"
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!missing) confirm();
          }}
        >
          {!answer.isUndone && (
            <>
              <CountTable
                stays={answer.keeps.counts}
                joins={answer.takesBack.counts}
                heads={["Keeps", "Takes back"]}
                names={[nameOf(answer.keeps), nameOf(answer.takesBack)]}
              />
              <p className="text-text-secondary">
                Each gets back what came in on its own profiles, also since the merge. What was written on the
                joined page stays with <b className="font-medium text-text">{nameOf(answer.keeps)}</b>.
              </p>
              <Field id="unmerge-reason" label="Reason, for the record" optional>
                {(control) => (
                  <Input
                    {...control}
                    value={reason}
                    onChange={(event) => setReason(event.target.value)}
                    maxLength={500}
                    autoComplete="off"
                  />
                )}
              </Field>
            </>
          )}
        </form>
      )}
    </Dialog>
  );
}

function nameOf({ id, email }: { id: string; email: string | null }): string {
  return email ?? `${id.slice(0, 8)}…${id.slice(-4)}`;
}

function mergedWords({ merge, isUndone }: Sent<UnmergePreview>): string {
  const day = formatTime(Date.parse(merge.createdAt), "day", "UTC", 0);
  if (isUndone) return `Merged on ${day} by ${merge.actorName}. It has been undone already.`;
  return `Merged on ${day} by ${merge.actorName}${merge.reason ? `: “${merge.reason}”` : ""}`;
}
