import type { Metadata } from "next";
import { RenameForm } from "@/components/projects/rename-form";
import { CopyId } from "@/components/shell/copy-id";
import { Page } from "@/components/shell/page";
import { showId } from "@/lib/core/ids";
import { roleCan, rolesWith } from "@/lib/core/permissions";
import { projectCtx } from "@/lib/http/session";
import { renameProjectAction } from "./actions";

export const metadata: Metadata = { title: "Settings" };

type Props = { params: Promise<{ project: string }> };

export default async function ProjectSettingsPage({ params }: Props) {
  const { project, role } = await projectCtx((await params).project, "members:read");
  const id = showId("project", project.id);
  return (
    <Page title="Settings">
      <div className="grid max-w-140 gap-6 px-(--gutter) py-6">
        <RenameForm
          slug={project.slug}
          name={project.name}
          rename={renameProjectAction}
          disabledReason={
            roleCan(role, "project:write")
              ? undefined
              : `For the roles ${rolesWith("project:write").join(" and ")}`
          }
        />
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-2 border-t border-border-subtle pt-5">
          <dt className="text-text-muted">Address</dt>
          <dd className="mono min-w-0 truncate">/{project.slug}</dd>
          <dt className="text-text-muted">Project id</dt>
          <dd className="min-w-0">
            <CopyId value={id} label="Project id" short={false} shown />
          </dd>
        </dl>
      </div>
    </Page>
  );
}
