import { ChevronsUpDown } from "@/components/ui/icons";
import { LinkMenu, type MenuLink } from "@/components/ui/link-menu";

/** Where one is, and the way to the other projects; `links` keep the section and drop record ids and filters. */
export function Switcher({ name, note, links }: { name: string; note: string; links: MenuLink[] }) {
  return (
    <LinkMenu
      label="Switch project"
      buttonClass="switcher"
      button={
        <>
          <span
            aria-hidden
            className="grid size-6 flex-none place-items-center rounded-md bg-primary text-2xs font-semibold text-primary-fg"
          >
            {initials(name).slice(0, 1)}
          </span>
          <span className="wide-only min-w-0 flex-1">
            <bdi className="block truncate leading-4 font-semibold">{name}</bdi>
            <span className="block truncate text-2xs leading-3.5 text-text-muted">{note}</span>
          </span>
          <ChevronsUpDown aria-hidden className="wide-only size-3.5 text-text-muted" />
        </>
      }
      links={links}
    />
  );
}

/** "Ines Albrecht" gives IA; an address gives its first letters. Whole characters, also outside the basic plane. */
export function initials(name: string): string {
  const words =
    name
      .split("@")[0]
      ?.split(/[\s._-]+/u)
      .filter(Boolean) ?? [];
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}
