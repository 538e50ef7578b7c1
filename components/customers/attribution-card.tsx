import { SideCard } from "@/components/shell/side-card";
import type { Attribution, attributionOf } from "@/lib/customers/attribution";

const rows: { column: keyof Attribution; label: string }[] = [
  { column: "network", label: "Network" },
  { column: "campaign", label: "Campaign" },
  { column: "adGroup", label: "Ad group" },
  { column: "keyword", label: "Keyword" },
  { column: "creative", label: "Creative" },
];

/** Where the customer came from, first and last beside each other. */
export async function AttributionCard({ load }: { load: () => Promise<ReturnType<typeof attributionOf>> }) {
  const { first, last } = await load();
  const isKnown = rows.some(({ column }) => first[column] || last[column]);
  return (
    <SideCard title="Attribution">
      {isKnown ? (
        <table className="w-full table-fixed text-start">
          <thead>
            <tr className="text-xs text-text-muted">
              <th scope="col" className="w-20 py-0.5">
                <span className="sr-only">What</span>
              </th>
              <th scope="col" className="py-0.5 text-start font-normal">
                First
              </th>
              <th scope="col" className="py-0.5 text-start font-normal">
                Last
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ column, label }) => (
              <tr key={column}>
                <th scope="row" className="py-0.5 text-start font-normal text-text-muted">
                  {label}
                </th>
                <Value>{first[column]}</Value>
                <Value>{last[column]}</Value>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="text-text-muted">No campaign known</p>
      )}
    </SideCard>
  );
}

function Value({ children }: { children: string | undefined }) {
  return (
    <td className="truncate py-0.5 pe-2" title={children}>
      {children ? <bdi>{children}</bdi> : <span className="text-text-muted">None</span>}
    </td>
  );
}
