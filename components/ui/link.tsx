import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<"a">, "href" | "target" | "download"> & {
  href: string;
  /** False where the page stays at its place: a tab, a sort order. */
  scroll?: boolean;
  /** Fetches what the next page draws first after a rest of the pointer or on focus: for the records of a list. */
  intent?: boolean;
};

/** A plain link, which `LinkLayer` follows without loading a document. So fifty of them cost a page nothing to wake. */
export function Link({ href, scroll = true, intent, ...rest }: Props) {
  return (
    <a href={href} data-link={intent ? "intent" : ""} {...(!scroll && { "data-scroll": "stay" })} {...rest} />
  );
}
