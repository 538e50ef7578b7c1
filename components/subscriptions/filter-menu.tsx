import { providerNames } from "@/components/customers/provider-names";
import { AddressForm } from "@/components/shell/address-form";
import { StatusBadge } from "@/components/shell/status-badge";
import { Button } from "@/components/ui/button";
import { ListFilter } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import {
  checkWindows,
  endReasons,
  noFilter,
  paymentProviders,
  type StatusRule,
  type SubscriptionFilter,
  type SubscriptionList,
  statusNames,
  statusRules,
} from "@/lib/subscription-list/schema";
import { windowWords } from "./filter-chips";
import { Between, Choice, Choices, Many, Span, Text } from "./filter-fields";
import { listHref } from "./list-url";
import { endReasonWords } from "./words";

const id = "subscription-filter";
const ruleWords: Record<StatusRule, string> = {
  all: "Has all of",
  any: "Has any of",
  exactly: "Is exactly",
  none: "Has none of",
};
const ruleFields = { all: "allOf", any: "anyOf", exactly: "exactly", none: "noneOf" } as const;

/** Opens with f. A form whose answer is the address of the list; the panel is the browser's own popover. */
export function FilterMenu({
  path,
  list,
  pricePoints,
  funnels,
}: {
  path: string;
  list: SubscriptionList;
  /** Idents. */
  pricePoints: string[];
  funnels: { alias: string; title: string | null }[];
}) {
  const { filter } = list;
  const rule = statusRules.find((each) => filter.statuses[ruleFields[each]].length > 0) ?? "all";
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
        aria-label="Filter subscriptions"
        className="menu max-h-[min(40rem,100dvh-1rem)] w-96 p-2.5"
      >
        {/* A new form for each address: its fields show what the address says. */}
        <AddressForm key={listHref(path, list)} action={path} label="Filter" className="grid gap-3">
          <Choices
            label="Status"
            head={
              <Select name="rule" aria-label="Rule" defaultValue={rule} className="mb-1">
                {statusRules.map((each) => (
                  <option key={each} value={each}>
                    {ruleWords[each]}
                  </option>
                ))}
              </Select>
            }
          >
            {statusNames.map((status) => (
              <Choice
                key={status}
                name="status"
                value={status}
                isOn={filter.statuses[ruleFields[rule]].includes(status)}
              >
                <StatusBadge kind="subscription" code={status} />
                <span aria-hidden className="truncate text-2xs text-text-muted">
                  {status}
                </span>
              </Choice>
            ))}
          </Choices>
          <Span label="Next check">
            <Select name="check" aria-label="Next check within" defaultValue={filter.checkWithin ?? ""}>
              <option value="">Any time</option>
              {checkWindows.map((window) => (
                <option key={window} value={window}>
                  {window === "overdue" ? "Overdue" : `Within ${windowWords[window]}`}
                </option>
              ))}
            </Select>
          </Span>
          <Between label="Next check" type="date" name="check" from={filter.checkFrom} to={filter.checkTo} />
          <Between
            label="Started"
            type="date"
            name="started"
            from={filter.startedFrom}
            to={filter.startedTo}
          />
          <Between
            label="Period number"
            inputMode="numeric"
            name="iteration"
            from={filter.iterationFrom}
            to={filter.iterationTo}
          />
          <Between
            label="Amount"
            inputMode="decimal"
            name="amount"
            from={filter.amountFrom}
            to={filter.amountTo}
          />
          <div className="grid grid-cols-2 gap-2">
            <Text name="currency" label="Currency" placeholder="USD" value={filter.currency} most={3} />
            <Text
              name="country"
              label="Country"
              placeholder="SE"
              value={filter.countries.join(",")}
              most={59}
            />
          </div>
          <Many
            label="Price point"
            name="price"
            choices={pricePoints.map((value) => ({ value, words: value }))}
            chosen={filter.pricePoints}
          />
          <Many
            label="Provider"
            name="provider"
            isPaired
            choices={paymentProviders.map((value) => ({ value, words: providerNames[value] }))}
            chosen={filter.providers}
          />
          <Many
            label="Funnel"
            name="funnel"
            choices={funnels.map(({ alias, title }) => ({ value: alias, words: title ?? alias }))}
            chosen={filter.funnels}
          />
          <Many
            label="Ended because"
            name="ended"
            choices={endReasons.map((value) => ({ value, words: endReasonWords[value] }))}
            chosen={filter.endReasons}
          />
          <Choices label="Waits">
            <Choice name="parked" value="1" isOn={filter.isParked}>
              For a person to decide
            </Choice>
          </Choices>
          {kept(path, list, ruleFields[rule]).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
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

/** What the address says that has no field of its own here: view, order, size, and the statuses of the other rules. */
function kept(
  path: string,
  list: SubscriptionList,
  shown: keyof SubscriptionFilter["statuses"],
): [string, string][] {
  const { periodEndFrom, periodEndTo, statuses } = list.filter;
  const rest = { ...noFilter, statuses: { ...statuses, [shown]: [] }, periodEndFrom, periodEndTo };
  return [...new URLSearchParams(listHref(path, list, rest).split("?")[1] ?? "")];
}
