import { AddressForm } from "@/components/shell/address-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The days whose events are read anew; its answer is the address. */
export function ReprocessWindow({ path, from, to }: { path: string; from: string; to: string }) {
  return (
    <AddressForm
      key={`${from} ${to}`}
      action={path}
      label="Window"
      className="grid grid-cols-2 items-end gap-2 sm:grid-cols-[11rem_11rem_auto] sm:justify-start"
    >
      <Field id="reprocess-from" label="From day (UTC)">
        {(control) => <Input {...control} type="date" name="from" defaultValue={from} required />}
      </Field>
      <Field id="reprocess-to" label="To day (UTC)">
        {(control) => <Input {...control} type="date" name="to" defaultValue={to} required />}
      </Field>
      <Button type="submit">Count</Button>
    </AddressForm>
  );
}
