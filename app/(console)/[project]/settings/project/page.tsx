import type { Metadata } from "next";
import { NoteLimitsForm } from "@/components/projects/note-limits-form";
import { RenameForm } from "@/components/projects/rename-form";
import { CopyId } from "@/components/shell/copy-id";
import { Page } from "@/components/shell/page";
import { Link } from "@/components/ui/link";
import { showId } from "@/lib/core/ids";
import { roleCan, rolesWith } from "@/lib/core/permissions";
import { projectCtx } from "@/lib/http/session";
import { getSettings } from "@/lib/projects/queries";
import { renameProjectAction, setNoteLimitsAction } from "./actions";

export const metadata: Metadata = { title: "Settings" };

type Props = { params: Promise<{ project: string }> };

export default async function ProjectSettingsPage({ params }: Props) {
  const { ctx, project, role } = await projectCtx((await params).project, "members:read");
  const id = showId("project", project.id);
  const limits = await getSettings(ctx);
  const disabledReason = roleCan(role, "project:write")
    ? undefined
    : `For the roles ${rolesWith("project:write").join(" and ")}`;
  return (
    <Page title="Settings">
      <div className="grid max-w-140 gap-6 px-(--gutter) py-6">
        <RenameForm
          slug={project.slug}
          name={project.name}
          rename={renameProjectAction}
          disabledReason={disabledReason}
        />
        <NoteLimitsForm
          slug={project.slug}
          limits={limits}
          save={setNoteLimitsAction}
          disabledReason={disabledReason}
        />
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-2 border-t border-border-subtle pt-5">
          <dt className="text-text-muted">Address</dt>
          <dd className="mono min-w-0 truncate">/{project.slug}</dd>
          <dt className="text-text-muted">Project id</dt>
          <dd className="min-w-0">
            <CopyId value={id} label="Project id" short={false} shown />
          </dd>
          <dt className="text-text-muted">User IDs</dt>
          <dd className="min-w-0">
            <Link href={`/${project.slug}/settings/blocked-ids`} className="link">
              Blocked ids
            </Link>
          </dd>
        </dl>
      </div>
    </Page>
  );
}
