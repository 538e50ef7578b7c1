import { Columns3 } from "@/components/ui/icons";
import { LinkMenu } from "@/components/ui/link-menu";
import type { CustomerList, OptionalColumn } from "@/lib/customers/schema";
import { columnNames } from "./customer-table";
import { listHref } from "./list-url";

/** Shows and hides columns; the choice is part of the address, so it travels with a copied link. */
export function ColumnsMenu({
  path,
  list,
  columns,
}: {
  path: string;
  list: CustomerList;
  columns: readonly OptionalColumn[];
}) {
  return (
    <LinkMenu
      label="Columns"
      buttonClass="inline-grid size-(--control) place-items-center rounded-md text-text-muted hover:bg-hover hover:text-text"
      button={<Columns3 aria-hidden />}
      links={columns.map((column) => {
        const isShown = list.columns.includes(column);
        const next = columns.filter((each) => (each === column ? !isShown : list.columns.includes(each)));
        return {
          href: listHref(path, list, { columns: next, cursor: list.cursor }),
          label: columnNames[column],
          current: isShown,
        };
      })}
    />
  );
}
