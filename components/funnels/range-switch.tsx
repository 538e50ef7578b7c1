import { Segments } from "@/components/ui/tabs";

/** 7, 30 or 90 days; the choice is part of the address. */
export function RangeSwitch({
  ranges,
  days,
  href,
}: {
  ranges: readonly number[];
  days: number;
  href: (days: number) => string;
}) {
  return (
    <Segments
      label="Range"
      tabs={ranges.map((range) => ({
        href: href(range),
        label: `${range} days`,
        current: range === days,
      }))}
    />
  );
}
