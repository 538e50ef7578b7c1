import type { z } from "zod";
import { Badge } from "@/components/ui/badge";
import { Tag, Tags } from "@/components/ui/tag";
import type { offeringResource } from "@/lib/offerings/resource";
import type { Choice } from "./catalogue-actions";
import { CatalogueTable, Code, Name, Quiet, type TableProps } from "./catalogue-table";

type Shown = z.output<typeof offeringResource>;

export function OfferingsTable({ pricePoints, ...rest }: TableProps<Shown> & { pricePoints: Choice[] }) {
  return (
    <CatalogueTable
      {...rest}
      caption="Offerings, newest first"
      nameOf={({ name }) => name}
      isCurrent={({ isCurrent }) => isCurrent}
      editedOf={({ id, key, name, packages }) => ({
        tab: "offerings",
        choices: pricePoints,
        known: {
          id,
          key,
          name,
          packages: packages.map((each) => ({ key: each.key, pricePoint: each.pricePoint.id })),
        },
      })}
      columns={[
        { key: "name", head: "Name", place: "a", cell: ({ name }) => <Name>{name}</Name> },
        { key: "key", head: "Key", width: "11rem", cell: ({ key }) => <Code>{key}</Code> },
        {
          key: "current",
          head: "State",
          width: "7rem",
          place: "b",
          cell: ({ isCurrent }) =>
            isCurrent ? (
              <Badge hue="green" tip="Everybody sees it for whom no other was chosen">
                Current
              </Badge>
            ) : (
              <Quiet>Not shown</Quiet>
            ),
        },
        {
          key: "packages",
          head: "Packages",
          place: "c",
          cell: ({ packages }) =>
            packages.length === 0 ? (
              <Quiet>None</Quiet>
            ) : (
              <Tags>
                {packages.map((each) => (
                  <Tag key={each.key} name={each.key}>
                    {each.pricePoint.ident}
                  </Tag>
                ))}
              </Tags>
            ),
        },
      ]}
    />
  );
}
