import type { z } from "zod";
import { Tag, Tags } from "@/components/ui/tag";
import type { productResource } from "@/lib/products/resource";
import type { Choice } from "./catalogue-actions";
import { CatalogueTable, Name, Quiet, type TableProps } from "./catalogue-table";

type Shown = z.output<typeof productResource>;

export function ProductsTable({ entitlements, ...rest }: TableProps<Shown> & { entitlements: Choice[] }) {
  return (
    <CatalogueTable
      {...rest}
      caption="Products, newest first"
      nameOf={({ name }) => name}
      editedOf={({ id, name, entitlements: opened }) => ({
        tab: "products",
        // What it opens stays a choice, archived or not.
        choices: [
          ...entitlements,
          ...opened.filter((each) => !entitlements.some(({ id }) => id === each.id)),
        ],
        known: { id, name, entitlements: opened.map((each) => each.id) },
      })}
      columns={[
        { key: "name", head: "Name", place: "a", cell: ({ name }) => <Name>{name}</Name> },
        {
          key: "opens",
          head: "Opens",
          place: "c",
          cell: ({ entitlements: opened }) =>
            opened.length === 0 ? (
              <Quiet>Nothing</Quiet>
            ) : (
              <Tags>
                {opened.map((each) => (
                  <Tag key={each.id}>{each.name}</Tag>
                ))}
              </Tags>
            ),
        },
      ]}
    />
  );
}
