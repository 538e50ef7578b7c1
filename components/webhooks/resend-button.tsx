"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Send } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action";

const lookMs = 700;
const longestMs = 30_000;

/** Sends a delivery once more and looks until its attempt is there. */
export function ResendButton({
  slug,
  delivery,
  attempts,
  href,
  resend,
  disabledReason,
}: {
  slug: string;
  /** A shown id. */
  delivery: string;
  /** How many there are. */
  attempts: number;
  /** Of the delivery's page with its last attempt open. */
  href: string;
  resend: (slug: string, input: { delivery: string }) => Promise<ActionResult>;
  disabledReason?: string;
}) {
  const router = useRouter();
  const [message, setMessage] = useState<string>();
  const [awaited, setAwaited] = useState<{ attempts: number; until: number } | null>(null);
  const [isPending, start] = useTransition();

  useEffect(() => {
    if (!awaited) return;
    if (attempts > awaited.attempts) {
      setAwaited(null);
      toast("Sent again: its attempt is shown");
      return;
    }
    const timer = setInterval(() => {
      if (Date.now() > awaited.until) {
        setAwaited(null);
        setMessage("It is due and was not sent yet. Look again later.");
      } else router.refresh();
    }, lookMs);
    return () => clearInterval(timer);
  }, [awaited, attempts, router]);

  const press = () =>
    start(async () => {
      const outcome = await resend(slug, { delivery });
      setMessage(outcome.ok ? undefined : outcome.error.message);
      if (!outcome.ok) return;
      setAwaited({ attempts, until: Date.now() + longestMs });
      router.push(href, { scroll: false });
    });
  return (
    <>
      <Button
        variant="primary"
        icon={<Send aria-hidden />}
        hotkey="r"
        disabled={isPending || awaited !== null}
        disabledReason={disabledReason}
        onClick={press}
      >
        {awaited ? "Sending…" : "Resend"}
      </Button>
      <span role="status" className="text-xs text-text-secondary">
        {message}
      </span>
    </>
  );
}
