import { AddressForm } from "@/components/shell/address-form";
import { Many, Span, Text } from "@/components/subscriptions/filter-fields";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { ListFilter } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { type DeliveryList, deliveryStates, eventTypes, windows } from "@/lib/webhooks/schema";
import { listHref } from "./delivery-url";
import { stateWords, windowWords } from "./delivery-words";

const id = "delivery-filter";

/** Opens with f. A form whose answer is the address of the list. */
export function DeliveryFilterMenu({ path, list }: { path: string; list: DeliveryList }) {
  const { filter } = list;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        data-hotkey="f"
        data-hotkey-label="Filter"
        className="inline-flex h-(--control) items-center gap-1.5 rounded-md px-2 text-text-secondary hover:bg-hover"
      >
        <ListFilter aria-hidden className="size-4 text-text-muted" />
        Filter
        <Kbd className="max-sm:hidden">F</Kbd>
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Filter deliveries"
        className="menu max-h-[min(40rem,100dvh-1rem)] w-96 p-2.5"
      >
        {/* A new form for each address: its fields show what the address says. */}
        <AddressForm key={listHref(path, list)} action={path} label="Filter" className="grid gap-3">
          <Many
            label="Status"
            name="state"
            isPaired
            choices={deliveryStates.map((value) => ({ value, words: stateWords[value] }))}
            chosen={filter.states}
          />
          <Many
            label="Event"
            name="type"
            choices={eventTypes.map((value) => ({ value, words: value }))}
            chosen={filter.types}
          />
          <Span label="In the last">
            <Select name="window" aria-label="In the last" defaultValue={filter.window ?? ""}>
              <option value="">Any time</option>
              {windows.map((window) => (
                <option key={window} value={window}>
                  {windowWords[window]}
                </option>
              ))}
            </Select>
          </Span>
          <div className="grid grid-cols-2 gap-2">
            <Day name="from" label="From day (UTC)" value={filter.from} />
            <Day name="to" label="To day (UTC)" value={filter.to} />
          </div>
          <Text name="customer" label="Customer ID" placeholder="pro_…" value={filter.customer} most={40} />
          {list.size !== 50 && <input type="hidden" name="size" value={list.size} />}
          <div className="sticky -bottom-2.5 -mx-2.5 -mb-2.5 grid border-t border-border-subtle bg-raised p-2.5">
            <Button type="submit" variant="primary">
              Apply filters
            </Button>
          </div>
        </AddressForm>
      </div>
    </>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string | null }) {
  return (
    <Field id={`${id}-${name}`} label={label}>
      {(control) => <Input {...control} type="date" name={name} defaultValue={value ?? ""} />}
    </Field>
  );
}
