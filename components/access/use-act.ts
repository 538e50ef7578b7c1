import { useState, useTransition } from "react";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";
import type { PublicError } from "@/lib/http/problem";

/** One deed of a dialog: it closes when done, and says what was wrong when not. The key makes a double click one deed. */
export function useAct(onClose: () => void) {
  const [key] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState("");
  const [comment, setComment] = useState("");
  const [error, setError] = useState<PublicError | null>(null);
  const [isPending, start] = useTransition();
  const trail = { key, reason: reason.trim() || undefined, comment: comment.trim() || undefined };
  const act = (run: () => Promise<ActionResult>, done: string) =>
    start(async () => {
      const outcome = await run();
      if (!outcome.ok) return setError(outcome.error);
      toast(done);
      onClose();
    });
  return { act, trail, isPending, error, reason, setReason, comment, setComment };
}
