import { cookies } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { AccountMenu } from "@/components/account/account-menu";
import { keptKey } from "@/components/account/kept-here";
import { Palette } from "@/components/palette/palette";
import { otherPages, projectNav } from "@/components/projects/project-nav";
import { ProjectSwitcher } from "@/components/projects/project-switcher";
import { SandboxClock } from "@/components/projects/sandbox-clock";
import { AppFrame } from "@/components/shell/app-frame";
import { ZONE_COOKIE } from "@/components/shell/preferences";
import { zoneOf } from "@/components/shell/zone-name";
import { Mark } from "@/components/ui/mark";
import { log } from "@/lib/core/log";
import { type Role, roleCan, rolesWith } from "@/lib/core/permissions";
import { providerName } from "@/lib/http/oauth-providers";
import { findProjectCtx, projectFrame, viewerProjects } from "@/lib/http/session";
import { getProjectClock } from "@/lib/projects/queries";
import { signOutAction, signOutEverywhereAction } from "../actions";
import { moveClockAction } from "./settings/project/actions";

type Props = { children: ReactNode; params: Promise<{ project: string }> };

export default async function ProjectLayout({ children, params }: Props) {
  const { project, role, viewer } = await projectFrame((await params).project);
  const [memberships, jar] = await Promise.all([viewerProjects(), cookies()]);
  const groups = projectNav(project.slug, role);
  const sections = groups.flatMap(({ items }) =>
    items.map(({ href }) => href.slice(project.slug.length + 2)),
  );
  return (
    <AppFrame
      zone={zoneOf(jar.get(ZONE_COOKIE)?.value)}
      drawnAt={Date.now()}
      groups={groups}
      switcher={
        <ProjectSwitcher
          present={{ slug: project.slug, name: project.name, role }}
          projects={memberships.map((membership) => ({
            slug: membership.project.slug,
            name: membership.project.name,
            role: membership.role,
          }))}
          sections={sections}
          mayCreate={memberships.some((membership) => roleCan(membership.role, "projects:create"))}
        />
      }
      foot={
        <>
          <Mark className="size-4" />
          <span className="wide-only">Dossier</span>
        </>
      }
      account={
        <AccountMenu
          name={viewer.name ?? viewer.email}
          email={viewer.email}
          provider={providerName(viewer.provider)}
          signOut={signOutAction}
          signOutEverywhere={signOutEverywhereAction}
        />
      }
      sandbox={
        project.kind === "sandbox" && (
          <Suspense>
            <SandboxClockOf slug={project.slug} role={role} />
          </Suspense>
        )
      }
      palette={
        <Palette
          slug={project.slug}
          recentsKey={keptKey("recent", viewer.userId, project.slug)}
          pages={otherPages(project.slug, role)}
          projects={memberships.map((membership) => ({
            slug: membership.project.slug,
            name: membership.project.name,
          }))}
        />
      }
    >
      {children}
    </AppFrame>
  );
}

/** Without its time the page is still what it is, so a clock that cannot be read is left out. */
async function SandboxClockOf({ slug, role }: { slug: string; role: Role }) {
  const gate = await findProjectCtx(slug);
  const clock =
    gate &&
    (await getProjectClock(gate.ctx).catch((error: unknown) => {
      log.warn("the clock of the sandbox could not be read", { error });
      return null;
    }));
  if (!clock) return null;
  return (
    <SandboxClock
      slug={slug}
      now={clock.now.getTime()}
      targetAt={clock.targetAt?.getTime() ?? null}
      move={moveClockAction}
      disabledReason={
        roleCan(role, "billing:operate")
          ? undefined
          : `For the roles ${rolesWith("billing:operate").join(", ")}`
      }
    />
  );
}
