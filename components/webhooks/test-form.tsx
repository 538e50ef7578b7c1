"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Send } from "@/components/ui/icons";
import { Textarea } from "@/components/ui/input";
import type { EventType } from "@/lib/events/catalogue";
import type { ActionResult } from "@/lib/http/action";

export type SendTest = (
  slug: string,
  input: { endpoint: string; type: EventType; customer?: string; body: Record<string, unknown> },
) => Promise<ActionResult<{ attemptId: string }>>;

/** The example as JSON that can be edited, and the button that sends it. */
export function TestForm({
  slug,
  endpoint,
  type,
  customer,
  example,
  path,
  send,
  disabledReason,
}: {
  slug: string;
  /** A shown id. */
  endpoint: string;
  type: EventType;
  /** A shown id; whose data the example has. */
  customer: string | null;
  example: string;
  /** Of the test page, with what was chosen. */
  path: string;
  send: SendTest;
  disabledReason?: string;
}) {
  const router = useRouter();
  const [text, setText] = useState(example);
  const [message, setMessage] = useState<string>();
  const [isPending, start] = useTransition();
  const submit = () => {
    const body = parsed(text);
    if (typeof body === "string") return setMessage(body);
    start(async () => {
      const outcome = await send(slug, { endpoint, type, ...(customer && { customer }), body });
      setMessage(
        outcome.ok ? undefined : (Object.values(outcome.error.fields ?? {})[0] ?? outcome.error.message),
      );
      if (outcome.ok) router.replace(`${path}&attempt=${outcome.result.attemptId}`, { scroll: false });
    });
  };
  return (
    <form
      noValidate
      className="grid content-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        id="test-body"
        label="Body"
        hint="As it is sent. Change what you like; 256 KiB at most."
        error={message}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={20}
            value={text}
            spellCheck={false}
            readOnly={disabledReason !== undefined}
            className="mono text-xs"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          icon={<Send aria-hidden />}
          disabled={isPending}
          disabledReason={disabledReason}
        >
          {isPending ? "Sending…" : "Send test"}
        </Button>
        {text !== example && <Button onClick={() => setText(example)}>Put the example back</Button>}
      </div>
    </form>
  );
}

/** The object, or what is wrong with it. */
function parsed(text: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value));
    return "Write a JSON object, in braces";
  } catch (error) {
    if (error instanceof SyntaxError) return `This is no JSON: ${error.message}`;
    throw error;
  }
}
