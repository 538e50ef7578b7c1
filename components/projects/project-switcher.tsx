"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { remember } from "@/components/shell/preferences";
import { ChevronsUpDown, LayoutGrid, Plus } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { LinkMenu } from "@/components/ui/link-menu";
import { ProjectMark } from "./project-mark";

type Choice = { slug: string; name: string; role: string };

/** Another project opens in the same section; ids and filters of this one mean nothing there and are left behind. */
export function ProjectSwitcher({
  present,
  projects,
  sections,
  mayCreate,
}: {
  present: Choice;
  projects: Choice[];
  /** Paths of the sections below a project: "customers", "settings/members". */
  sections: string[];
  mayCreate: boolean;
}) {
  const path = usePathname();
  const section = sections.find((known) => `${path}/`.startsWith(`/${present.slug}/${known}/`));
  useEffect(() => remember("dossier_project", present.slug), [present.slug]);
  return (
    <div className="mb-2 [&>span]:flex">
      <LinkMenu
        label={`Project ${present.name}, switch project`}
        buttonClass="flex w-full min-w-0 items-center gap-2 rounded-md p-1.5 text-start hover:bg-active"
        button={
          <>
            <ProjectMark name={present.name} />
            <span className="wide-only min-w-0 flex-1">
              <bdi className="block truncate font-semibold">{present.name}</bdi>
              <span className="block truncate text-2xs text-text-muted capitalize">{present.role}</span>
            </span>
            <ChevronsUpDown aria-hidden className="wide-only size-3.5 text-text-muted" />
          </>
        }
        links={projects.map(({ slug, name, role }) => ({
          href: section ? `/${slug}/${section}` : `/${slug}`,
          label: <bdi>{name}</bdi>,
          note: role,
          icon: <ProjectMark name={name} />,
          current: slug === present.slug,
        }))}
        foot={
          <div className="mt-1 border-t border-border pt-1">
            <Link href="/projects" className="menu-item">
              <LayoutGrid aria-hidden />
              All projects
            </Link>
            {mayCreate && (
              <Link href="/projects/new" className="menu-item">
                <Plus aria-hidden />
                New project
              </Link>
            )}
          </div>
        }
      />
    </div>
  );
}
