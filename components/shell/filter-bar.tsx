import type { ReactNode } from "react";
import { X } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";

export type FilterChipProps = {
  icon?: ReactNode;
  field: string;
  operator: string;
  value: string;
  /** The same list without this filter. */
  removeHref: string;
};

/** One row: the filter button, chips, what ends the line. The state is the URL. */
export function FilterBar({
  button,
  chips,
  clearHref,
  end,
}: {
  button?: ReactNode;
  chips: (FilterChipProps & { edit?: ReactNode })[];
  clearHref?: string;
  end?: ReactNode;
}) {
  return (
    <div className="flex min-h-11 flex-none items-center gap-1.5 py-1.5 ps-[calc(var(--gutter)-0.375rem)] pe-3 max-sm:pe-0">
      {button && <div className="flex-none">{button}</div>}
      <ul
        aria-label="Filters"
        className="no-scrollbar flex min-w-0 flex-1 items-center gap-1.5 overflow-x-auto p-0.5 sm:flex-wrap"
      >
        {chips.map((chip) => (
          <li key={`${chip.field} ${chip.operator} ${chip.value}`} className="flex-none">
            <FilterChip {...chip} />
          </li>
        ))}
        {chips.length > 0 && clearHref && (
          <li className="flex-none">
            <Link href={clearHref} className="rounded-md px-2 py-1 text-text-secondary hover:bg-hover">
              Clear
            </Link>
          </li>
        )}
      </ul>
      {end && <div className="flex flex-none items-center gap-1.5 max-sm:pe-2">{end}</div>}
    </div>
  );
}

/** Field, operator, value, remove. `edit` replaces the value with a control that changes it. */
export function FilterChip({
  icon,
  field,
  operator,
  value,
  removeHref,
  edit,
}: FilterChipProps & { edit?: ReactNode }) {
  const cell = "inline-flex items-center gap-1.25 border-s border-border-subtle px-1.75";
  return (
    <span className="inline-flex h-6.5 items-stretch overflow-hidden rounded-md border border-border bg-surface whitespace-nowrap pointer-coarse:h-8 [&_.lucide]:size-3.5">
      <span className="inline-flex items-center gap-1.25 px-1.75 text-text-secondary">
        {icon}
        {field}
      </span>
      <span className={`${cell} text-text-muted`}>{operator}</span>
      {edit ?? (
        <span className={`${cell} max-w-64 font-medium`}>
          <bdi className="truncate">{value}</bdi>
        </span>
      )}
      <Link
        href={removeHref}
        aria-label={`Remove filter ${field} ${operator} ${value}`}
        className={`${cell} text-text-muted -outline-offset-2 hover:bg-hover hover:text-text`}
      >
        <X aria-hidden />
      </Link>
    </span>
  );
}
