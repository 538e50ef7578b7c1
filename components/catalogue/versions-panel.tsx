import type { z } from "zod";
import { CopyId } from "@/components/shell/copy-id";
import { DataTable } from "@/components/shell/data-table";
import { Panel } from "@/components/shell/side-card";
import { Time, ZoneName } from "@/components/shell/time";
import { ButtonLink } from "@/components/ui/button";
import type { pricePointVersionResource } from "@/lib/price-points/resource";
import { Quiet } from "./catalogue-table";
import type { ShownPricePoint } from "./price-points-table";
import { introWords, priceWords } from "./terms-words";

type Version = z.output<typeof pricePointVersionResource>;

/** What a price point asked for over time. */
export async function VersionsPanel({
  load,
  closeHref,
}: {
  load: () => Promise<{ pricePoint: ShownPricePoint; versions: Version[] }>;
  closeHref: string;
}) {
  const { pricePoint, versions } = await load();
  return (
    <Panel
      title={`Versions of ${pricePoint.ident}`}
      lead="Whoever bought an earlier one goes on with that"
      tools={
        <>
          <CopyId value={pricePoint.id} label="Price point ID" />
          <ButtonLink href={closeHref}>Close</ButtonLink>
        </>
      }
    >
      <DataTable
        inset
        caption={`Versions of ${pricePoint.ident}, newest first`}
        rows={versions}
        rowKey={({ version }) => String(version)}
        columns={[
          { key: "version", head: "Version", width: "6rem", place: "a", cell: ({ version }) => version },
          { key: "price", head: "Price", place: "b", cell: priceWords },
          {
            key: "intro",
            head: "Trial",
            place: "c",
            cell: (row) => introWords(row) ?? <Quiet>No trial</Quiet>,
          },
          {
            key: "by",
            head: "Made by",
            cell: ({ actorName }) => <bdi className="block truncate">{actorName}</bdi>,
          },
          {
            key: "at",
            head: (
              <>
                Made (<ZoneName />)
              </>
            ),
            width: "10rem",
            place: "d",
            cell: ({ createdAt }) => <Time value={createdAt} format="cell" />,
          },
        ]}
      />
    </Panel>
  );
}
