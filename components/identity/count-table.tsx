import type { SideCounts } from "@/lib/identity/sides";

const rows: { key: keyof SideCounts; label: string }[] = [
  { key: "profiles", label: "Profiles" },
  { key: "visits", label: "Visits" },
  { key: "events", label: "Events" },
  { key: "attributes", label: "Attributes" },
  { key: "notes", label: "Notes" },
];

const cell = "h-7 border-b border-border-subtle text-end tabular-nums";

/** What comes together, in numbers. */
export function CountTable({
  stays,
  joins,
  heads = ["Stays", "Joins", "Together"],
  names = [],
}: {
  stays: SideCounts;
  joins: SideCounts;
  heads?: string[];
  /** Whose column it is, under its head. */
  names?: string[];
}) {
  const isSum = heads.length > 2;
  return (
    <section>
      {isSum && <h3 className="mb-1 text-xs font-medium text-text-secondary">What comes together</h3>}
      <table className="w-full table-fixed border-separate border-spacing-0">
        <thead className="text-xs text-text-muted">
          <tr>
            <td className="w-26" />
            {heads.map((head, index) => (
              <th key={head} scope="col" className="truncate ps-2 text-end font-normal" title={names[index]}>
                {head}
                {names[index] && <bdi className="block truncate text-text">{names[index]}</bdi>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label }) => (
            <tr key={key}>
              <th
                scope="row"
                className="h-7 border-b border-border-subtle text-start font-normal text-text-muted"
              >
                {label}
              </th>
              <td className={cell}>{shown(stays[key])}</td>
              <td className={cell}>{shown(joins[key])}</td>
              {isSum && <td className={`${cell} font-medium`}>{shown(stays[key] + joins[key])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Counting stops at 10,000. */
function shown(count: number): string {
  return count >= 10_000 ? "10,000 or more" : count.toLocaleString("en");
}
