import type { FilterChipProps } from "@/components/shell/filter-bar";
import { Activity, CalendarDays, Clock, UserRound, Zap } from "@/components/ui/icons";
import type { DeliveryList } from "@/lib/webhooks/schema";
import { type ListChange, listHref } from "./delivery-url";
import { stateWords, windowWords } from "./delivery-words";

/** The filters of the list as chips, each with the address of the list without it. */
export function deliveryChips(
  path: string,
  list: DeliveryList,
  customerName: string | null,
): FilterChipProps[] {
  const { states, types, window, from, to, customer } = list.filter;
  const chip = (
    icon: React.ReactNode,
    field: string,
    operator: string,
    value: string,
    without: ListChange,
  ) => ({
    ...{ icon, field, operator, value, removeHref: listHref(path, list, without) },
  });
  const isOneOf = (values: unknown[]) => (values.length > 1 ? "is any of" : "is");
  return [
    ...(states.length > 0
      ? [
          chip(
            <Activity aria-hidden />,
            "Status",
            isOneOf(states),
            states.map((state) => stateWords[state]).join(", "),
            { states: [] },
          ),
        ]
      : []),
    ...(types.length > 0
      ? [chip(<Zap aria-hidden />, "Event", isOneOf(types), types.join(", "), { types: [] })]
      : []),
    ...(window
      ? [chip(<Clock aria-hidden />, "Time", "in the last", windowWords[window], { window: null })]
      : []),
    ...(from ? [chip(<CalendarDays aria-hidden />, "Time", "since", from, { from: null })] : []),
    ...(to ? [chip(<CalendarDays aria-hidden />, "Time", "until", to, { to: null })] : []),
    ...(customer
      ? [chip(<UserRound aria-hidden />, "Customer", "is", customerName ?? customer, { customer: null })]
      : []),
  ];
}
