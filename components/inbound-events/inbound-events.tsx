import { NoMatch, Nothing } from "@/components/shell/empty-state";
import { TableFooter } from "@/components/shell/table-footer";
import { ButtonLink } from "@/components/ui/button";
import type { Page } from "@/lib/core/page";
import type { ListedInboundEvent } from "@/lib/inbound-events/queries";
import { type InboundList, pageSizes } from "@/lib/inbound-events/schema";
import { inboundChips } from "./inbound-chips";
import { InboundTable } from "./inbound-table";
import { hasFilter, listHref, plainList } from "./inbound-url";
import { counted, type TitleOf } from "./inbound-words";

/** One page of the events that match. */
export async function InboundEvents({
  path,
  list,
  name,
  load,
  hrefOf,
  titleOf,
}: {
  path: string;
  list: InboundList;
  /** Of the provider. */
  name: string;
  /** Null where it took too long. */
  load: () => Promise<Page<ListedInboundEvent> | null>;
  hrefOf: (eventId: string) => string;
  titleOf: TitleOf;
}) {
  const page = await load();
  const chips = inboundChips(path, list, titleOf);
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
        title="No event is like this"
        chips={chips}
        actions={<ButtonLink href={listHref(path, plainList)}>Show all</ButtonLink>}
      />
    ) : (
      <Nothing>{name} has sent nothing yet. Its events appear here as soon as they come.</Nothing>
    );
  const rows = page.rows.map((row) => ({
    ...row,
    href: hrefOf(row.id),
    problem: row.event.errorCode && titleOf(row.event.errorCode),
  }));
  return (
    <>
      <InboundTable rows={rows} />
      <TableFooter
        shown={page.previousCursor ? counted(rows.length, "event") : `1–${rows.length}`}
        previousHref={page.previousCursor ? listHref(path, list, { cursor: page.previousCursor }) : undefined}
        nextHref={page.nextCursor ? listHref(path, list, { cursor: page.nextCursor }) : undefined}
        size={list.size}
        sizes={pageSizes.map((size) => ({ size, href: listHref(path, list, { size }) }))}
      />
    </>
  );
}
