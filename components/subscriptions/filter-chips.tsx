import { countryName } from "@/components/customers/country-name";
import { dayWords } from "@/components/customers/filter-chips";
import { providerNames } from "@/components/customers/provider-names";
import type { FilterChipProps } from "@/components/shell/filter-bar";
import { statuses } from "@/components/shell/statuses";
import {
  Banknote,
  CalendarDays,
  Clock,
  Filter,
  Flag,
  Globe,
  Package,
  Plug,
  Repeat,
  TriangleAlert,
} from "@/components/ui/icons";
import type { CheckWindow, SubscriptionFilter, SubscriptionList } from "@/lib/subscription-list/schema";
import { type ListChange, listHref } from "./list-url";
import { endReasonWords } from "./words";

export const windowWords: Record<CheckWindow, string> = {
  overdue: "overdue",
  "1d": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
};

const rules = [
  { field: "allOf", operator: "has all of", joint: " and " },
  { field: "anyOf", operator: "has any of", joint: " or " },
  { field: "exactly", operator: "is exactly", joint: " and " },
  { field: "noneOf", operator: "has none of", joint: " or " },
] as const;

/** The filters of the list as chips, each with the address of the list without it. */
export function filterChips(path: string, list: SubscriptionList): FilterChipProps[] {
  const { filter } = list;
  const without = (change: ListChange) => listHref(path, list, change);
  const choice = (icon: React.ReactNode, field: string, values: string[], change: ListChange) =>
    values.length === 0
      ? []
      : [
          {
            icon,
            field,
            operator: values.length > 1 ? "is any of" : "is",
            value: values.join(", "),
            removeHref: without(change),
          },
        ];
  return [
    ...rules.flatMap(({ field, operator, joint }) =>
      filter.statuses[field].length === 0
        ? []
        : [
            {
              icon: <Repeat aria-hidden />,
              field: "Status",
              operator,
              value: filter.statuses[field].map(statusWord).join(joint),
              removeHref: without({ statuses: { ...filter.statuses, [field]: [] } }),
            },
          ],
    ),
    ...choice(<Package aria-hidden />, "Price point", filter.pricePoints, { pricePoints: [] }),
    ...choice(
      <Plug aria-hidden />,
      "Provider",
      filter.providers.map((provider) => providerNames[provider]),
      { providers: [] },
    ),
    ...choice(<Filter aria-hidden />, "Funnel", filter.funnels, { funnels: [] }),
    ...choice(<Globe aria-hidden />, "Country", filter.countries.map(countryName), { countries: [] }),
    ...checkChips(filter, without),
    ...spanChips(
      "Started",
      filter.startedFrom,
      filter.startedTo,
      without({ startedFrom: null, startedTo: null }),
    ),
    ...spanChips(
      "Period end",
      filter.periodEndFrom,
      filter.periodEndTo,
      without({ periodEndFrom: null, periodEndTo: null }),
    ),
    ...rangeChip(
      <Repeat aria-hidden />,
      "Period number",
      [filter.iterationFrom, filter.iterationTo],
      without({ iterationFrom: null, iterationTo: null }),
    ),
    ...rangeChip(
      <Banknote aria-hidden />,
      "Amount",
      [filter.amountFrom, filter.amountTo],
      without({ amountFrom: null, amountTo: null }),
    ),
    ...choice(<Banknote aria-hidden />, "Currency", filter.currency ? [filter.currency] : [], {
      currency: null,
    }),
    ...choice(
      <Flag aria-hidden />,
      "Ended because",
      filter.endReasons.map((reason) => endReasonWords[reason]),
      { endReasons: [] },
    ),
    ...choice(<TriangleAlert aria-hidden />, "Waits", filter.isParked ? ["for a person to decide"] : [], {
      isParked: false,
    }),
  ];
}

export function statusWord(code: string): string {
  return statuses.subscription[code]?.word ?? code;
}

function checkChips(filter: SubscriptionFilter, without: (change: ListChange) => string): FilterChipProps[] {
  const { checkWithin } = filter;
  const isOverdue = checkWithin === "overdue";
  return [
    ...(checkWithin
      ? [
          {
            icon: <Clock aria-hidden />,
            field: "Next check",
            operator: isOverdue ? "is" : "within",
            value: windowWords[checkWithin],
            removeHref: without({ checkWithin: null }),
          },
        ]
      : []),
    ...spanChips("Next check", filter.checkFrom, filter.checkTo, without({ checkFrom: null, checkTo: null })),
  ];
}

function spanChips(
  field: string,
  from: string | null,
  to: string | null,
  removeHref: string,
): FilterChipProps[] {
  if (!from && !to) return [];
  const shared = { icon: <CalendarDays aria-hidden />, field, removeHref };
  if (from && to) return [{ ...shared, operator: "from", value: `${dayWords(from)} to ${dayWords(to)}` }];
  return [
    from
      ? { ...shared, operator: "since", value: dayWords(from) }
      : { ...shared, operator: "until", value: dayWords(to ?? "") },
  ];
}

function rangeChip(
  icon: React.ReactNode,
  field: string,
  [from, to]: [from: string | number | null, to: string | number | null],
  removeHref: string,
): FilterChipProps[] {
  if (from === null && to === null) return [];
  const shared = { icon, field, removeHref };
  if (from !== null && to !== null)
    return [
      from === to
        ? { ...shared, operator: "is", value: String(from) }
        : { ...shared, operator: "from", value: `${from} to ${to}` },
    ];
  return [
    from !== null
      ? { ...shared, operator: "at least", value: String(from) }
      : { ...shared, operator: "at most", value: String(to) },
  ];
}
