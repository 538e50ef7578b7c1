import { AddressForm } from "@/components/shell/address-form";
import { type Column, DataTable } from "@/components/shell/data-table";
import { Money } from "@/components/shell/money";
import { Time, ZoneName } from "@/components/shell/time";
import { Dot } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { SimulatorSearch } from "@/lib/subscription-list/schema";
import type { Simulation } from "@/lib/subscriptions/simulation";
import type { SubscriptionView } from "@/lib/subscriptions/view";
import { StatusBadges } from "./status-badges";

type Step = Simulation["steps"][number];

/** What the engine would do: a form whose answer is the address, and the table of what would come. Nothing is changed. */
export async function Simulator({
  view,
  path,
  search,
  load,
}: {
  view: SubscriptionView;
  path: string;
  search: SimulatorSearch;
  /** The sentence that refuses it, where what is supposed cannot be. */
  load: () => Promise<Simulation | string>;
}) {
  const found = await load();
  const isRefused = typeof found === "string";
  const until = isRefused ? search.until : found.until.toISOString().slice(0, 10);
  const name = (field: string) => `${view.id}-${field}`;
  return (
    <section aria-label="Simulation" className="border-t border-border-subtle">
      <AddressForm
        action={path}
        label="Simulate"
        className="flex flex-wrap items-end gap-x-3 gap-y-2 px-4 py-3"
      >
        <input type="hidden" name="simulate" value={view.id} />
        <Field id={name("pays")} label="If charges are">
          {(control) => (
            <Select {...control} name="pays" defaultValue={search.pays} className="w-36">
              <option value="yes">paid</option>
              <option value="no">declined</option>
            </Select>
          )}
        </Field>
        <Field id={name("pause")} label="If paused now until" optional>
          {(control) => (
            <Input {...control} type="date" name="pause" defaultValue={search.pause ?? ""} className="w-40" />
          )}
        </Field>
        <Field id={name("until")} label="Look ahead to (UTC)">
          {(control) => (
            <Input {...control} type="date" name="until" defaultValue={until ?? ""} className="w-40" />
          )}
        </Field>
        <Button type="submit">Simulate</Button>
        <ButtonLink variant="ghost" href={path} scroll={false}>
          Close
        </ButtonLink>
      </AddressForm>
      {isRefused ? (
        <p role="alert" className="px-4 pb-3 text-red-fg">
          {found}
        </p>
      ) : found.steps.length === 0 ? (
        <p className="px-4 pb-3 text-text-muted">Nothing happens by itself until then.</p>
      ) : (
        <DataTable
          caption="What would happen, oldest first"
          inset
          columns={columnsOf(view)}
          rows={found.steps}
          rowKey={(step) => `${step.at.toISOString()} ${step.words}`}
        />
      )}
      <p className="px-4 py-2.5 text-xs text-text-muted">Nothing has been changed.</p>
    </section>
  );
}

function columnsOf(view: SubscriptionView): Column<Step>[] {
  return [
    {
      key: "at",
      head: (
        <>
          When (<ZoneName />)
        </>
      ),
      width: "10rem",
      place: "c",
      cell: ({ at }) => <Time value={at} format="cell" />,
    },
    {
      key: "what",
      head: "What happens",
      place: "a",
      className: "whitespace-normal",
      cell: ({ words }) => words,
    },
    {
      key: "charge",
      head: "Charge",
      width: "7rem",
      align: "end",
      place: "d",
      cell: ({ charge }) =>
        charge ? (
          <span className={charge.isPaid ? undefined : "text-text-muted line-through"}>
            <Money {...(view.nextAmount ?? view.price)} minor={charge.amountMinor} />
          </span>
        ) : (
          <span className="text-text-muted">None</span>
        ),
    },
    {
      key: "access",
      head: "Access",
      width: "5rem",
      cell: ({ isActive }) => (
        <span className="inline-flex items-center gap-1.5">
          <Dot hue={isActive ? "green" : "grey"} />
          {isActive ? "On" : "Off"}
        </span>
      ),
    },
    {
      key: "status",
      head: "Status after",
      width: "12.5rem",
      place: "b",
      cell: ({ statuses }) => <StatusBadges statuses={statuses} inline />,
    },
    {
      key: "events",
      head: "Webhooks",
      width: "13rem",
      cell: ({ events }) =>
        events.length > 0 ? (
          <span className="mono block py-1 whitespace-normal">{events.join(", ")}</span>
        ) : (
          <span className="text-text-muted">None</span>
        ),
    },
  ];
}
