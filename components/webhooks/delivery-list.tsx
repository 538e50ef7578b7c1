import { NoMatch, Nothing } from "@/components/shell/empty-state";
import { TableFooter } from "@/components/shell/table-footer";
import { ButtonLink } from "@/components/ui/button";
import type { Page } from "@/lib/core/page";
import type { ListedDelivery } from "@/lib/webhooks/deliveries";
import { type DeliveryList as List, pageSizes } from "@/lib/webhooks/schema";
import { deliveryChips } from "./delivery-chips";
import { DeliveryTable } from "./delivery-table";
import { hasFilter, listHref, plainList } from "./delivery-url";

/** One page of the deliveries that match. */
export async function DeliveryList({
  path,
  list,
  customerName,
  isOn,
  load,
  hrefOf,
}: {
  path: string;
  list: List;
  customerName: string | null;
  /** Of the endpoint. */
  isOn: boolean;
  /** Null where it took too long. */
  load: () => Promise<Page<ListedDelivery> | null>;
  hrefOf: (deliveryId: string) => string;
}) {
  const page = await load();
  const chips = deliveryChips(path, list, customerName);
  if (!page)
    return (
      <NoMatch
        title="This took too long"
        lead="Narrow the filter, for instance to a shorter time, and try again."
        chips={chips}
      />
    );
  if (page.rows.length === 0)
    return hasFilter(list.filter) || list.cursor ? (
      <NoMatch
        title="No delivery is like this"
        chips={chips}
        actions={<ButtonLink href={listHref(path, plainList)}>Show all</ButtonLink>}
      />
    ) : (
      <Nothing>Nothing was due to this endpoint yet. Send a test, or change a customer.</Nothing>
    );
  const rows = page.rows.map((row) => ({ ...row, href: hrefOf(row.delivery.id) }));
  return (
    <>
      <DeliveryTable rows={rows} isOn={isOn} />
      <TableFooter
        shown={page.previousCursor ? `${rows.length} deliveries` : `1–${rows.length}`}
        previousHref={page.previousCursor ? listHref(path, list, { cursor: page.previousCursor }) : undefined}
        nextHref={page.nextCursor ? listHref(path, list, { cursor: page.nextCursor }) : undefined}
        size={list.size}
        sizes={pageSizes.map((size) => ({ size, href: listHref(path, list, { size }) }))}
      />
    </>
  );
}
