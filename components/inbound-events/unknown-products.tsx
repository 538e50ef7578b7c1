import { Link } from "@/components/ui/link";
import type { UnknownProduct } from "@/lib/inbound-events/sold-products";
import { counted } from "./inbound-words";

/** Each product that events wait for, with the way to say what it is. */
export function UnknownProducts({
  products,
  path,
}: {
  products: UnknownProduct[];
  /** Of the products. */
  path: string;
}) {
  return (
    <ul className="mt-1 grid">
      {products.map(({ providerProductId, events }) => (
        <li key={providerProductId} className="flex min-h-7 flex-wrap items-center gap-x-2">
          <code className="mono wrap-anywhere">{providerProductId}</code>
          <span className="text-text-muted">{counted(events, "event")}</span>
          <Link
            href={`${path}?map=${encodeURIComponent(providerProductId)}`}
            className="link inline-flex min-h-6 items-center"
            aria-label={`Map it: ${providerProductId}`}
          >
            Map it
          </Link>
        </li>
      ))}
    </ul>
  );
}
