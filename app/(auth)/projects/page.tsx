import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignOutButton } from "@/components/account/sign-out-button";
import { ProjectList } from "@/components/projects/project-list";
import { Folder } from "@/components/sign-in/folder";
import { ButtonLink } from "@/components/ui/button";
import { roleCan } from "@/lib/core/permissions";
import { providerName } from "@/lib/http/oauth-providers";
import { isSetUp, requireViewer, viewerProjects } from "@/lib/http/session";
import { signOutAction } from "../../(console)/actions";

export const metadata: Metadata = { title: "Projects" };

export default async function ProjectsPage() {
  const viewer = await requireViewer();
  const memberships = await viewerProjects();
  if (memberships.length === 0 && !(await isSetUp())) redirect("/setup");
  const account = `${viewer.email}, signed in with ${providerName(viewer.provider)}`;
  const foot = <SignOutButton signOut={signOutAction} />;
  if (memberships.length === 0) {
    return (
      <Folder title="Ask for an invitation" lead={account} foot={foot}>
        <p className="text-text-secondary">
          You are in no project yet. Ask an owner or admin to invite this address, then open the link that
          they send you. If you have signed in another way before, sign out and use that one.
        </p>
      </Folder>
    );
  }
  return (
    <Folder title="Choose a project" lead={account} foot={foot}>
      <ProjectList memberships={memberships} />
      {memberships.some(({ role }) => roleCan(role, "projects:create")) && (
        <div className="mt-3">
          <ButtonLink href="/projects/new" wide size="lg">
            New project
          </ButtonLink>
        </div>
      )}
    </Folder>
  );
}
