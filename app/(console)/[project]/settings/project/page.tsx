import type { Metadata } from "next";
import { BillingRulesForm } from "@/components/projects/billing-rules-form";
import { ChargingSwitch } from "@/components/projects/charging-switch";
import { NoteLimitsForm } from "@/components/projects/note-limits-form";
import { RenameForm } from "@/components/projects/rename-form";
import { CopyId } from "@/components/shell/copy-id";
import { Page } from "@/components/shell/page";
import { Link } from "@/components/ui/link";
import { utcText } from "@/lib/billing/words";
import { showId } from "@/lib/core/ids";
import { type Permission, type Role, roleCan, rolesWith } from "@/lib/core/permissions";
import { projectCtx } from "@/lib/http/session";
import { getProjectClock, getSettings } from "@/lib/projects/queries";
import {
  pauseChargingAction,
  renameProjectAction,
  resumeChargingAction,
  setBillingRulesAction,
  setNoteLimitsAction,
} from "./actions";

export const metadata: Metadata = { title: "Settings" };

type Props = { params: Promise<{ project: string }> };

export default async function ProjectSettingsPage({ params }: Props) {
  const { ctx, project, role } = await projectCtx((await params).project, "members:read");
  const id = showId("project", project.id);
  const [settings, { chargingPausedAt }] = await Promise.all([getSettings(ctx), getProjectClock(ctx)]);
  const disabledReason = whyNot(role, "project:write");
  const billingReason = whyNot(role, "billing:operate");
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
          limits={{ noteMaxLength: settings.noteMaxLength, notesPerCustomer: settings.notesPerCustomer }}
          save={setNoteLimitsAction}
          disabledReason={disabledReason}
        />
        <BillingRulesForm
          slug={project.slug}
          rules={{ retrySchedule: settings.retrySchedule, timeZone: settings.timeZone }}
          save={setBillingRulesAction}
          disabledReason={billingReason}
        />
        <ChargingSwitch
          slug={project.slug}
          pausedSince={chargingPausedAt && utcText(chargingPausedAt)}
          pause={pauseChargingAction}
          resume={resumeChargingAction}
          disabledReason={billingReason}
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

function whyNot(role: Role, permission: Permission): string | undefined {
  if (roleCan(role, permission)) return undefined;
  return `For the roles ${rolesWith(permission).join(" and ")}`;
}
