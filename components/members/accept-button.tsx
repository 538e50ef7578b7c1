"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Trouble } from "@/components/sign-in/folder";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/http/action";

type Accept = (input: { token: string }) => Promise<ActionResult<{ slug: string }>>;

export function AcceptButton({ token, project, accept }: { token: string; project: string; accept: Accept }) {
  const router = useRouter();
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  return (
    <>
      {message && <Trouble>{message}</Trouble>}
      <Button
        variant="primary"
        size="lg"
        wide
        disabled={isPending}
        onClick={() =>
          start(async () => {
            const outcome = await accept({ token });
            if (outcome.ok) router.push(`/${outcome.result.slug}`);
            else setMessage(outcome.error.message);
          })
        }
      >
        Join {project}
      </Button>
    </>
  );
}
