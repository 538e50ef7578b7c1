"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Ellipsis, Pause, Play, Trash2 } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { EndpointActions } from "./webhook-actions";

/** Pause, resume and delete. Pausing is undone by one press; deleting asks first. */
export function EndpointMenu({
  slug,
  endpoint,
  url,
  state,
  listPath,
  actions,
  disabledReason,
}: {
  slug: string;
  /** A shown id. */
  endpoint: string;
  url: string;
  state: "active" | "paused" | "disabled";
  listPath: string;
  actions: EndpointActions;
  disabledReason?: string;
}) {
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const turn = (to: "pause" | "resume") =>
    start(async () => {
      const outcome = await actions[to](slug, { endpoint });
      if (!outcome.ok) return toast(outcome.error.message);
      const back = to === "pause" ? "resume" : "pause";
      toast({ message: to === "pause" ? "Endpoint paused" : "Endpoint resumed", undo: () => turn(back) });
    });
  const remove = () =>
    start(async () => {
      const outcome = await actions.remove(slug, { endpoint });
      if (!outcome.ok) return setMessage(outcome.error.message);
      setIsAsking(false);
      router.push(listPath);
      toast("Endpoint deleted");
    });
  const turning =
    state === "paused"
      ? [{ label: "Resume", icon: <Play aria-hidden />, onSelect: () => turn("resume"), disabledReason }]
      : state === "active"
        ? [{ label: "Pause", icon: <Pause aria-hidden />, onSelect: () => turn("pause"), disabledReason }]
        : [];
  return (
    <>
      <Menu
        label="More actions"
        button={<Ellipsis aria-hidden />}
        buttonClass="grid size-(--control) place-items-center rounded-md border border-border-strong bg-surface text-text-muted shadow-xs hover:bg-hover hover:text-text"
        groups={[
          [
            ...turning,
            {
              label: "Delete",
              icon: <Trash2 aria-hidden />,
              onSelect: () => setIsAsking(true),
              disabledReason,
            },
          ],
        ]}
      />
      {isAsking && (
        <Dialog
          title="Delete this endpoint"
          lead={
            <>
              <bdi className="wrap-anywhere">{url}</bdi> gets nothing more. Its secrets are gone at once, and
              what waits for it is not sent. What was sent stays in its history.
            </>
          }
          onClose={() => setIsAsking(false)}
          foot={
            <>
              <Button onClick={() => setIsAsking(false)}>Cancel</Button>
              <Button variant="danger" disabled={isPending} onClick={remove}>
                Delete endpoint
              </Button>
            </>
          }
        >
          {message && <Trouble>{message}</Trouble>}
        </Dialog>
      )}
    </>
  );
}
