import type { z } from "zod";
import type { entitlementResource } from "@/lib/entitlements/resource";
import { CatalogueTable, Code, Name, type TableProps } from "./catalogue-table";

type Shown = z.output<typeof entitlementResource>;

export function EntitlementsTable(props: TableProps<Shown>) {
  return (
    <CatalogueTable
      {...props}
      caption="Entitlements, newest first"
      nameOf={({ name }) => name}
      editedOf={({ id, key, name }) => ({ tab: "entitlements", known: { id, key, name } })}
      columns={[
        { key: "name", head: "Name", place: "a", cell: ({ name }) => <Name>{name}</Name> },
        { key: "key", head: "Key", place: "c", cell: ({ key }) => <Code>{key}</Code> },
      ]}
    />
  );
}
