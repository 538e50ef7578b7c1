import { ButtonLink } from "@/components/ui/button";

/** Ways on from a keyset page that has no numbers: shown only where there is something further. */
export function Pager({
  label,
  previous,
  next,
}: {
  label: string;
  previous?: { href: string; words: string } | null;
  next?: { href: string; words: string } | null;
}) {
  if (!previous && !next) return null;
  return (
    <nav aria-label={label} className="flex gap-2 px-(--gutter) py-4">
      {previous && <ButtonLink href={previous.href}>{previous.words}</ButtonLink>}
      {next && <ButtonLink href={next.href}>{next.words}</ButtonLink>}
    </nav>
  );
}
