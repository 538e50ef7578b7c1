import { Command } from "cmdk";
import { ArrowRight, Building, ListFilter, Zap } from "@/components/ui/icons";
import type { PageOffer, PalettePage, PaletteProject } from "./palette";
import { PaletteLine } from "./palette-line";

/** What this page can do, where one can go, and the other projects; with a text, those that hold it. */
export function OfferGroups({
  text,
  filterHref,
  offer,
  projects,
  pages,
  go,
  act,
  press,
}: {
  text: string;
  /** The customers list filtered by the text as part of an email; null where the text is none. */
  filterHref: string | null;
  offer: PageOffer;
  projects: PaletteProject[];
  pages: PalettePage[];
  go: (href: string) => void;
  act: (run: () => void) => void;
  press: (keys: string) => void;
}) {
  const has = (label: string) => label.toLowerCase().includes(text.toLowerCase());
  const places = offer.lines.filter((line) => line.group === "Go to" && has(line.label));
  const doings = offer.lines.filter(
    (line) => line.group !== "Go to" && line.group !== "List" && line.keys !== "/" && has(line.label),
  );
  // They would hide what this page is about, so they wait for a text.
  const actions = text === "" ? [] : offer.actions.filter(({ label }) => has(label));
  const further = pages.filter(({ label }) => has(label));
  const others = projects.filter((project) => has(`${project.name} ${project.slug}`));
  return (
    <>
      {(doings.length > 0 || actions.length > 0 || filterHref) && (
        <Command.Group heading="Do">
          {doings.map((line) => (
            <PaletteLine
              key={line.keys}
              value={`do ${line.keys}`}
              icon={<Zap aria-hidden />}
              keys={line.keys}
              onSelect={() => press(line.keys)}
            >
              {line.label}
            </PaletteLine>
          ))}
          {actions.map(({ label, run }) => (
            <PaletteLine
              key={label}
              value={`act ${label}`}
              icon={<Zap aria-hidden />}
              onSelect={() => act(run)}
            >
              {label}
            </PaletteLine>
          ))}
          {filterHref && (
            <PaletteLine
              value="filter by email"
              icon={<ListFilter aria-hidden />}
              onSelect={() => go(filterHref)}
            >
              <span className="truncate">
                Filter customers: email {[...text].length < 3 ? "begins with" : "contains"} “<bdi>{text}</bdi>
                ”
              </span>
            </PaletteLine>
          )}
        </Command.Group>
      )}
      {places.length + further.length > 0 && (
        <Command.Group heading="Go to">
          {places.map((line) => (
            <PaletteLine
              key={line.keys}
              value={`go ${line.keys}`}
              icon={<ArrowRight aria-hidden />}
              keys={line.keys}
              onSelect={() => press(line.keys)}
            >
              {line.label}
            </PaletteLine>
          ))}
          {further.map(({ href, label }) => (
            <PaletteLine
              key={href}
              value={`page ${href}`}
              icon={<ArrowRight aria-hidden />}
              onSelect={() => go(href)}
            >
              {label}
            </PaletteLine>
          ))}
        </Command.Group>
      )}
      {others.length > 0 && (
        <Command.Group heading="Projects">
          {others.map((project) => (
            <PaletteLine
              key={project.slug}
              value={`project ${project.slug}`}
              icon={<Building aria-hidden />}
              onSelect={() => go(`/${project.slug}/customers`)}
            >
              <bdi className="truncate">{project.name}</bdi>
              <span className="text-text-muted">{project.slug}</span>
            </PaletteLine>
          ))}
        </Command.Group>
      )}
    </>
  );
}
