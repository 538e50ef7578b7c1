import { FilterBar, type FilterChipProps } from "@/components/shell/filter-bar";
import { buttonStyle } from "@/components/ui/button";
import { CalendarDays, ChevronDown, Crosshair, Download, UserRound, Zap } from "@/components/ui/icons";
import { LinkMenu, type MenuLink } from "@/components/ui/link-menu";
import type { AuditList } from "@/lib/audit/schema";
import { actionWords } from "./action-words";
import { type AuditChange, auditQuery } from "./audit-url";

const dayWords = { 1: "Last 24 hours", 7: "Last 7 days", 30: "Last 30 days", 90: "Last 90 days" } as const;

/** What, who and when, each a list of links, with the chips of what is set. */
export function AuditFilters({
  path,
  csvHref,
  list,
  actions,
  actors,
}: {
  path: string;
  csvHref: string;
  list: AuditList;
  actions: string[];
  actors: { id: string; name: string }[];
}) {
  const href = (change: AuditChange) => path + auditQuery(list, change);
  return (
    <FilterBar
      chips={auditChips(path, list, actors)}
      clearHref={href({ action: null, actorId: null, subject: null, days: null })}
      button={
        <span className="flex gap-1.5">
          <Choice
            label="What"
            links={actions.map((action) => ({
              href: href({ action }),
              label: actionWords(action),
              current: list.filter.action === action,
            }))}
          />
          <Choice
            label="Who"
            links={actors.map(({ id, name }) => ({
              href: href({ actorId: id }),
              label: name,
              current: list.filter.actorId === id,
            }))}
          />
          <Choice
            label="When"
            links={([1, 7, 30, 90] as const).map((days) => ({
              href: href({ days }),
              label: dayWords[days],
              current: list.filter.days === days,
            }))}
          />
        </span>
      }
      end={
        <a href={csvHref + auditQuery(list)} download className={buttonStyle({ size: "sm" })}>
          <Download aria-hidden className="size-3.5" />
          <span className="max-sm:sr-only">CSV</span>
        </a>
      }
    />
  );
}

function Choice({ label, links }: { label: string; links: MenuLink[] }) {
  if (links.length === 0) return null;
  return (
    <LinkMenu
      label={`Filter by ${label.toLowerCase()}`}
      buttonClass={buttonStyle({ size: "sm" })}
      button={
        <>
          {label}
          <ChevronDown aria-hidden className="size-3.5 text-text-muted" />
        </>
      }
      links={links}
    />
  );
}

export function auditChips(
  path: string,
  list: AuditList,
  actors: { id: string; name: string }[],
): FilterChipProps[] {
  const { action, actorId, subject, days } = list.filter;
  const without = (change: AuditChange) => path + auditQuery(list, change);
  const chips: (FilterChipProps | null)[] = [
    action
      ? {
          icon: <Zap aria-hidden />,
          field: "What",
          operator: "is",
          value: actionWords(action),
          removeHref: without({ action: null }),
        }
      : null,
    actorId
      ? {
          icon: <UserRound aria-hidden />,
          field: "Who",
          operator: "is",
          value: actors.find(({ id }) => id === actorId)?.name ?? actorId,
          removeHref: without({ actorId: null }),
        }
      : null,
    subject
      ? {
          icon: <Crosshair aria-hidden />,
          field: "Target",
          operator: "is",
          value: subject,
          removeHref: without({ subject: null }),
        }
      : null,
    days
      ? {
          icon: <CalendarDays aria-hidden />,
          field: "When",
          operator: "in",
          value: dayWords[days].toLowerCase(),
          removeHref: without({ days: null }),
        }
      : null,
  ];
  return chips.filter((chip) => chip !== null);
}
