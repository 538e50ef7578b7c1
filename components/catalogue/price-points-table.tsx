import type { z } from "zod";
import type { pricePointResource } from "@/lib/price-points/resource";
import type { Choice, Intro } from "./catalogue-actions";
import { CatalogueTable, Name, Quiet, type TableProps } from "./catalogue-table";
import { introWords, priceWords } from "./terms-words";

export type ShownPricePoint = z.output<typeof pricePointResource>;

export function PricePointsTable({
  products,
  hrefOf,
  openId,
  ...rest
}: TableProps<ShownPricePoint> & {
  products: Choice[];
  hrefOf: (id: string) => string;
  openId?: string;
}) {
  return (
    <CatalogueTable
      {...rest}
      caption="Price points, newest first"
      nameOf={({ ident }) => ident}
      rowHref={({ id }) => hrefOf(id)}
      isSelected={({ id }) => id === openId}
      editedOf={({ id, ident, version, kind, price, period, intro }) => ({
        tab: "price-points",
        choices: products,
        known: { id, ident, version, kind, price, period, intro: knownIntro(intro) },
      })}
      columns={[
        { key: "ident", head: "Ident", place: "a", cell: ({ ident }) => <Name>{ident}</Name> },
        { key: "price", head: "Price", width: "13rem", place: "b", cell: priceWords },
        {
          key: "intro",
          head: "Trial",
          width: "11rem",
          place: "c",
          cell: (row) => introWords(row) ?? <Quiet>No trial</Quiet>,
        },
        {
          key: "product",
          head: "Product",
          cell: ({ product }) => <bdi className="block truncate">{product.name}</bdi>,
        },
        {
          key: "version",
          head: "Version",
          width: "5.5rem",
          align: "end",
          cell: ({ version }) => version,
        },
      ]}
    />
  );
}

function knownIntro({ type, price, period }: ShownPricePoint["intro"]): Intro {
  if (type === "free_trial" && period) return { type, period };
  if (type === "paid_trial" && price && period) return { type, price, period };
  return { type: "no_intro" };
}
