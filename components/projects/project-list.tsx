import { Link } from "@/components/ui/link";
import type { Membership } from "@/lib/core/directory/projects";
import { ProjectMark } from "./project-mark";

export function ProjectList({ memberships }: { memberships: Membership[] }) {
  return (
    <ul className="grid gap-2">
      {memberships.map(({ project, role }) => (
        <li key={project.slug}>
          <Link
            href={`/${project.slug}`}
            className="flex items-center gap-2.5 rounded-lg border border-border-strong px-3 py-2 shadow-xs hover:bg-hover"
          >
            <ProjectMark name={project.name} />
            <span className="min-w-0 flex-1">
              <bdi className="block truncate font-medium">{project.name}</bdi>
              <span className="block truncate text-xs text-text-muted">{project.slug}</span>
            </span>
            <span className="text-xs text-text-muted capitalize">{role}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
