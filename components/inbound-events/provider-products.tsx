import { type Column, DataTable } from "@/components/shell/data-table";
import { Nothing } from "@/components/shell/empty-state";
import { Panel } from "@/components/shell/side-card";
import { Time } from "@/components/shell/time";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { SoldProduct, UnknownProduct } from "@/lib/inbound-events/sold-products";
import { counted, termsWords } from "./inbound-words";
import { MapProduct, type SaveMapping } from "./map-product";

export function ProviderProducts({
  slug,
  integration,
  name,
  sold,
  unknown,
  choices,
  mapped,
  cataloguePath,
  readAnewHref,
  save,
  disabledReason,
}: {
  slug: string;
  /** A shown id, as those of the price points are. */
  integration: string;
  /** Of the provider. */
  name: string;
  sold: SoldProduct[];
  unknown: UnknownProduct[];
  choices: { id: string; name: string }[];
  /** The product whose dialog is open from the start. */
  mapped?: string;
  cataloguePath: string;
  readAnewHref: string;
  save: SaveMapping;
  disabledReason?: string;
}) {
  const tool = (product: string, words: string, present?: string) => (
    <MapProduct
      slug={slug}
      integration={integration}
      product={product}
      words={words}
      present={present}
      choices={choices}
      isOpenFirst={mapped === product && present === undefined}
      readAnewHref={readAnewHref}
      save={save}
      disabledReason={
        disabledReason ?? (choices.length === 0 ? "Create a price point in the catalogue first" : undefined)
      }
    />
  );
  const columns: Column<SoldProduct>[] = [
    {
      key: "product",
      head: `Product at ${name}`,
      place: "a",
      cell: ({ providerProductId }) => (
        <code className="mono block truncate" title={providerProductId}>
          {providerProductId}
        </code>
      ),
    },
    {
      key: "as",
      head: "Sold here as",
      place: "c",
      cell: ({ ident, productName, ...terms }) => (
        <span className="block truncate">
          <Link href={`${cataloguePath}?point=${terms.pricePointId}`} className="link">
            <bdi>{ident}</bdi>
          </Link>{" "}
          <span className="text-text-muted">
            <bdi>{productName}</bdi>, {termsWords(terms)}
          </span>
        </span>
      ),
    },
    {
      key: "origin",
      head: "Origin",
      width: "8rem",
      place: "d",
      cell: ({ origin }) =>
        origin === "imported" ? (
          <Badge hue="grey" tip="Made of what an event said">
            Imported
          </Badge>
        ) : (
          <Badge hue="blue" tip="A person said what it is">
            Chosen
          </Badge>
        ),
    },
    {
      key: "since",
      head: "Since",
      width: "9rem",
      cell: ({ updatedAt }) => <Time value={updatedAt} />,
    },
    {
      key: "tool",
      head: <span className="sr-only">Change</span>,
      width: "7rem",
      align: "end",
      place: "b",
      cell: ({ providerProductId, pricePointId }) => tool(providerProductId, "Change", pricePointId),
    },
  ];
  return (
    <>
      {unknown.length > 0 && (
        <Panel title="Not known here" lead="Their events wait until you say what they are.">
          <ul className="mx-(--gutter) mb-4 overflow-hidden rounded-lg border border-border bg-surface">
            {unknown.map(({ providerProductId, name: said, events }) => (
              <li
                key={providerProductId}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2 not-first:border-t not-first:border-border-subtle"
              >
                <code className="mono min-w-0 wrap-anywhere">{providerProductId}</code>
                {said && <bdi className="text-text-secondary">{said}</bdi>}
                <span className="flex-1 text-text-muted">
                  {counted(events, "event waits", "events wait")}
                </span>
                {tool(providerProductId, "Map")}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="Products">
        {sold.length === 0 ? (
          <Nothing>
            No product yet. The first purchase that {name} tells of brings it, with its price and period.
          </Nothing>
        ) : (
          <DataTable
            caption={`Products of ${name}`}
            columns={columns}
            rows={sold}
            rowKey={({ providerProductId }) => providerProductId}
            minWidth="48rem"
            inset
          />
        )}
      </Panel>
    </>
  );
}
