import { AddressForm } from "@/components/shell/address-form";
import { Many, Span } from "@/components/subscriptions/filter-fields";
import { Button } from "@/components/ui/button";
import { ListFilter } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { type InboundList, inboundStates, windows } from "@/lib/inbound-events/schema";
import { listHref } from "./inbound-url";
import { stateWords, type TitleOf, windowWords } from "./inbound-words";

const id = "inbound-filter";

/** Opens with f. A form whose answer is the address of the list. */
export function InboundFilterMenu({
  path,
  list,
  types,
  errors,
  titleOf,
}: {
  path: string;
  list: InboundList;
  types: string[];
  /** Codes of the errors that there are. */
  errors: string[];
  titleOf: TitleOf;
}) {
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
        aria-label="Filter events"
        className="menu max-h-[min(40rem,100dvh-1rem)] w-88 p-2.5"
      >
        {/* A new form for each address: its fields show what the address says. */}
        <AddressForm key={listHref(path, list)} action={path} label="Filter" className="grid gap-3">
          <Many
            label="State"
            name="state"
            isPaired
            choices={inboundStates.map((value) => ({ value, words: stateWords[value] }))}
            chosen={filter.states}
          />
          <Choice
            label="Type"
            name="type"
            any="Any type"
            chosen={filter.type}
            choices={types.map((value) => ({ value, words: value }))}
          />
          <Choice
            label="Error"
            name="error"
            any="With or without error"
            chosen={filter.error}
            wordsOf={titleOf}
            choices={errors.map((value) => ({ value, words: titleOf(value) }))}
          />
          <Choice
            label="Received in the last"
            name="window"
            any="Any time"
            chosen={filter.window}
            choices={windows.map((value) => ({ value, words: windowWords[value] }))}
          />
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

function Choice({
  label,
  name,
  any,
  chosen,
  wordsOf = (value) => value,
  choices,
}: {
  label: string;
  name: string;
  any: string;
  chosen: string | null;
  wordsOf?: (value: string) => string;
  choices: { value: string; words: string }[];
}) {
  // What the address names stays a choice, so that applying the form does not drop it.
  const isUnknown = chosen !== null && !choices.some(({ value }) => value === chosen);
  return (
    <Span label={label}>
      <Select name={name} aria-label={label} defaultValue={chosen ?? ""}>
        <option value="">{any}</option>
        {isUnknown && <option value={chosen}>{wordsOf(chosen)}</option>}
        {choices.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </Span>
  );
}
