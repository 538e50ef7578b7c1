import { AddressForm } from "@/components/shell/address-form";
import { Many, Span, Text } from "@/components/subscriptions/filter-fields";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type DeliveryFilter, deliveryStates, eventTypes, windows } from "@/lib/webhooks/schema";
import { stateWords, windowWords } from "./delivery-words";

/** The first step: which deliveries. Its answer is the address of this page, which says how many they are. */
export function ReplayFilterForm({ path, filter }: { path: string; filter: DeliveryFilter }) {
  return (
    <AddressForm
      key={JSON.stringify(filter)}
      action={path}
      label="Which deliveries"
      className="grid gap-4 sm:grid-cols-2"
    >
      <Many
        label="Status"
        name="state"
        choices={deliveryStates.map((value) => ({ value, words: stateWords[value] }))}
        chosen={filter.states}
      />
      <Many
        label="Event"
        name="type"
        choices={eventTypes.map((value) => ({ value, words: value }))}
        chosen={filter.types}
      />
      <Span label="Made in the last">
        <Select name="window" aria-label="Made in the last" defaultValue={filter.window ?? ""}>
          <option value="">Any time</option>
          {windows.map((window) => (
            <option key={window} value={window}>
              {windowWords[window]}
            </option>
          ))}
        </Select>
      </Span>
      <Text name="customer" label="Customer ID" placeholder="pro_…" value={filter.customer} most={40} />
      {(["from", "to"] as const).map((name) => (
        <Field key={name} id={`replay-${name}`} label={name === "from" ? "From day (UTC)" : "To day (UTC)"}>
          {(control) => <Input {...control} type="date" name={name} defaultValue={filter[name] ?? ""} />}
        </Field>
      ))}
      <div>
        <Button type="submit">Count them</Button>
      </div>
    </AddressForm>
  );
}
