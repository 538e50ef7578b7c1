"use client";

import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Plus, X } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { ChangeSettings } from "./setting-form";

type Renamed = NonNullable<Parameters<ChangeSettings>[1]["renamedEvents"]>;
type Event = Renamed[string];
type Row = { key: number; name: string; event: Event };

/** The project's own names of Adapty's events, where it gave them some. */
export function RenamedEventsForm({
  slug,
  events,
  renamed,
  change,
  disabledReason,
}: {
  slug: string;
  events: readonly Event[];
  renamed: [name: string, event: Event][];
  change: ChangeSettings;
  disabledReason?: string;
}) {
  const id = useId();
  const [rows, setRows] = useState<Row[]>(renamed.map(([name, event], key) => ({ key, name, event })));
  const [message, setMessage] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const usual = events[0] ?? "trial_started";
  const put = (key: number, values: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...values } : row)));
  return (
    <form
      noValidate
      className="grid gap-2"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        const written = rows.filter(({ name }) => name.trim() !== "");
        const renamedEvents: Renamed = Object.fromEntries(written.map((row) => [row.name.trim(), row.event]));
        start(async () => {
          const outcome = await change(slug, {
            provider: "adapty",
            renamedEvents: written.length > 0 ? renamedEvents : null,
          });
          setMessage(outcome.ok ? null : outcome.error.message);
          if (outcome.ok) toast("Names of events saved");
        });
      }}
    >
      <p id={id} className="text-xs font-medium text-text-secondary">
        Renamed events
      </p>
      <p className="text-xs text-text-muted">
        Where the integration in Adapty gives events other names, say what each of them is.
      </p>
      {rows.map(({ key, name, event }) => (
        <div key={key} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-center gap-2">
          <Input
            aria-label="Name that Adapty sends"
            value={name}
            maxLength={100}
            spellCheck={false}
            autoComplete="off"
            readOnly={disabledReason !== undefined}
            onChange={(change) => put(key, { name: change.target.value })}
          />
          <Select
            aria-label={`What ${name || "it"} is`}
            value={event}
            disabled={disabledReason !== undefined}
            onChange={(change) =>
              put(key, { event: events.find((each) => each === change.target.value) ?? usual })
            }
          >
            {events.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
          <IconButton
            label={`Remove ${name || "this name"}`}
            icon={<X />}
            disabled={disabledReason !== undefined}
            onClick={() => setRows(rows.filter((row) => row.key !== key))}
          />
        </div>
      ))}
      {message && (
        <p role="alert" className="text-xs text-red-fg">
          {message}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<Plus />}
          disabledReason={disabledReason}
          onClick={() =>
            setRows([
              ...rows,
              { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, name: "", event: usual },
            ])
          }
        >
          Add a name
        </Button>
        <Button type="submit" disabled={isPending} disabledReason={disabledReason}>
          Save names
        </Button>
      </div>
    </form>
  );
}
