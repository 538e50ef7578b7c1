import { FirstRun, NoMatch } from "@/components/shell/empty-state";
import { ButtonLink } from "@/components/ui/button";
import { Activity, Eye, Route } from "@/components/ui/icons";
import type { CustomerList } from "@/lib/customers/schema";
import { filterChips } from "./filter-chips";
import { hasFilter, listHref, noFilter } from "./list-url";

/** Why there is no row: nothing has come yet, nothing matches, or there is no preview visit. */
export function CustomersEmpty({
  path,
  list,
  installHref,
}: {
  path: string;
  list: CustomerList;
  /** Null for roles that cannot open the install page. */
  installHref: string | null;
}) {
  const isPreview = list.filter.environment === "preview";
  if (hasFilter(list.filter) || list.cursor) {
    const chips = filterChips(path, list);
    return (
      <NoMatch
        title={chips.length > 1 ? "No customer matches all of these" : "No customer matches"}
        lead={isPreview ? "Only preview visits are searched while preview data is shown." : undefined}
        chips={chips}
        actions={<ButtonLink href={listHref(path, list, noFilter)}>Clear all</ButtonLink>}
      />
    );
  }
  if (isPreview)
    return (
      <NoMatch
        title="No preview visits yet"
        lead="A visit made in preview mode shows here and stays out of lists and totals."
        chips={[]}
        actions={
          <ButtonLink href={listHref(path, list, { environment: "production" })}>
            Hide preview data
          </ButtonLink>
        }
      />
    );
  return (
    <FirstRun
      title="Every visitor becomes a customer here"
      lead="From the first page view on, without a purchase and without an email."
      points={[
        { icon: <Eye aria-hidden />, text: "Visits, answers and where people leave" },
        { icon: <Route aria-hidden />, text: "The campaign that brought them" },
        { icon: <Activity aria-hidden />, text: "A visit shows within seconds" },
      ]}
      actions={
        installHref && (
          <ButtonLink variant="primary" href={installHref}>
            Install the snippet
          </ButtonLink>
        )
      }
      note={installHref ? undefined : "An owner, admin or developer can install the snippet on your funnels."}
    />
  );
}
