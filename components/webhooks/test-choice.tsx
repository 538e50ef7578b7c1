import { AddressForm } from "@/components/shell/address-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type EventType, eventTypes } from "@/lib/webhooks/schema";

/** Which type, and whose data. Its answer is the address of this page, where the example then stands. */
export function TestChoice({
  path,
  type,
  customer,
  customerError,
}: {
  path: string;
  type: EventType;
  customer: string | null;
  customerError?: string;
}) {
  return (
    <AddressForm
      key={`${type} ${customer}`}
      action={path}
      label="What to send"
      className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
    >
      <Field id="test-type" label="Event">
        {(control) => (
          <Select {...control} name="type" defaultValue={type}>
            {eventTypes.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        id="test-customer"
        label="Customer"
        optional
        hint="Id, user id or alias of whose data fills it."
        error={customerError}
      >
        {(control) => (
          <Input
            {...control}
            name="customer"
            defaultValue={customer ?? ""}
            placeholder="pro_…"
            maxLength={300}
            autoComplete="off"
          />
        )}
      </Field>
      <Button type="submit" className="mt-5">
        Fill in
      </Button>
    </AddressForm>
  );
}
