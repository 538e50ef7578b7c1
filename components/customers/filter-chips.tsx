import type { FilterChipProps } from "@/components/shell/filter-bar";
import { CalendarDays, Filter, Mail, Plug, ShieldOff, SlidersHorizontal, Tags } from "@/components/ui/icons";
import type { CustomerFilter, CustomerList } from "@/lib/customers/schema";
import { type ListChange, listHref } from "./list-url";
import { providerNames } from "./provider-names";

/** The filters of the list as chips, each with the address of the list without it. */
export function filterChips(path: string, list: CustomerList): FilterChipProps[] {
  const { emailPart, funnels, integrations, tags, attributes, notOptedIn } = list.filter;
  const without = (change: ListChange) => listHref(path, list, change);
  const chips: (FilterChipProps | null)[] = [
    emailPart
      ? {
          icon: <Mail aria-hidden />,
          field: "Email",
          operator: [...emailPart].length < 3 ? "begins with" : "contains",
          value: emailPart,
          removeHref: without({ emailPart: null }),
        }
      : null,
    funnels.length > 0
      ? {
          icon: <Filter aria-hidden />,
          field: "Funnel",
          operator: funnels.length > 1 ? "is any of" : "is",
          value: funnels.join(", "),
          removeHref: without({ funnels: [] }),
        }
      : null,
    integrations.length > 0
      ? {
          icon: <Plug aria-hidden />,
          field: "Integration",
          operator: integrations.length > 1 ? "is any of" : "is",
          value: integrations.map((provider) => providerNames[provider]).join(", "),
          removeHref: without({ integrations: [] }),
        }
      : null,
    tags.length > 0
      ? {
          icon: <Tags aria-hidden />,
          field: "Tag",
          operator: tags.length > 1 ? "is any of" : "is",
          value: tags.join(", "),
          removeHref: without({ tags: [] }),
        }
      : null,
    ...Object.entries(attributes).map(([key, value]) => ({
      icon: <SlidersHorizontal aria-hidden />,
      field: key,
      operator: "is",
      value,
      removeHref: without({
        attributes: Object.fromEntries(Object.entries(attributes).filter(([other]) => other !== key)),
      }),
    })),
    notOptedIn
      ? {
          icon: <ShieldOff aria-hidden />,
          field: "Consent",
          operator: "is",
          value: "not given",
          removeHref: without({ notOptedIn: false }),
        }
      : null,
    dayChip(list.filter, without({ from: null, to: null })),
  ];
  return chips.filter((chip) => chip !== null);
}

function dayChip({ from, to }: CustomerFilter, removeHref: string): FilterChipProps | null {
  if (!from && !to) return null;
  const shared = { icon: <CalendarDays aria-hidden />, field: "First visit", removeHref };
  if (from && from === to) return { ...shared, operator: "on", value: dayWords(from) };
  if (from && to) return { ...shared, operator: "from", value: `${dayWords(from)} to ${dayWords(to)}` };
  return from
    ? { ...shared, operator: "since", value: dayWords(from) }
    : { ...shared, operator: "until", value: dayWords(to ?? "") };
}

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "3 Oct 2026" for 2026-10-03. */
export function dayWords(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`));
}
