import { DataTableSkeleton } from "@/components/shell/data-table";
import { Nothing } from "@/components/shell/empty-state";
import { Pager } from "@/components/shell/pager";
import { FACTS_ID } from "@/components/shell/story";
import { ButtonLink, buttonStyle } from "@/components/ui/button";
import { ArrowDown, ArrowUp } from "@/components/ui/icons";
import { Segments } from "@/components/ui/tabs";
import type { Page } from "@/lib/core/page";
import type { Links } from "@/lib/http/links";
import type { SessionRow } from "@/lib/sessions/queries";
import type { MoneySummary } from "@/lib/transactions/summary";
import { SessionsTable } from "./sessions-table";

type Search = { order?: "newest"; raw?: "1"; cursor?: string };

/** The visits of a customer with their two switches: order, and addresses as chips or in full. */
export async function SessionsCard({
  load,
  links,
  path,
  search,
}: {
  load: () => Promise<{ page: Page<SessionRow>; paid: ReadonlyMap<string, MoneySummary> }>;
  links: Links;
  path: string;
  search: Search;
}) {
  const { page, paid } = await load();
  const { rows, nextCursor, previousCursor } = page;
  const address = (change: Search) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...search, ...change })) if (value) query.set(name, value);
    return query.size > 0 ? `${path}?${query}` : path;
  };
  if (rows.length === 0) return <Nothing>No visits yet. The first one will appear here.</Nothing>;
  const isNewestFirst = search.order === "newest";
  const orderHref = address({ order: isNewestFirst ? undefined : "newest", cursor: undefined });
  const Arrow = isNewestFirst ? ArrowDown : ArrowUp;
  return (
    <>
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 ps-[calc(var(--gutter)-0.5625rem)] pe-(--gutter)">
        <Segments
          label="Addresses"
          tabs={[
            { href: address({ raw: undefined }), label: "Short URLs", current: !search.raw },
            { href: address({ raw: "1" }), label: "Full URLs", current: search.raw === "1" },
          ]}
        />
        <span className="ms-auto flex gap-1.5">
          <ButtonLink
            variant="ghost"
            href={orderHref}
            scroll={false}
            icon={<Arrow aria-hidden className="size-3.5" />}
          >
            {isNewestFirst ? "Newest first" : "Oldest first"}
          </ButtonLink>
          <a href={`#${FACTS_ID}`} className={buttonStyle({ className: "max-lg:hidden" })}>
            All facts
          </a>
        </span>
      </div>
      <SessionsTable
        rows={rows}
        paid={paid}
        links={links}
        isRaw={search.raw === "1"}
        isNewestFirst={isNewestFirst}
        orderHref={orderHref}
      />
      <Pager
        label="Pages of sessions"
        previous={
          previousCursor ? { href: address({ cursor: previousCursor }), words: "Previous page" } : null
        }
        next={nextCursor ? { href: address({ cursor: nextCursor }), words: "Next page" } : null}
      />
    </>
  );
}

export function SessionsSkeleton() {
  return (
    <div className="pt-11">
      <DataTableSkeleton
        rows={8}
        columns={["Created (UTC)", "Funnel", "URL", "User agent", "Duration", "Paid", "Reached"].map(
          (head) => ({
            key: head,
            head,
          }),
        )}
      />
    </div>
  );
}
