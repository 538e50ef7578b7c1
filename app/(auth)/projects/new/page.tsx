import type { Metadata } from "next";
import { CreateProjectForm } from "@/components/projects/create-project-form";
import { Folder } from "@/components/sign-in/folder";
import { Link } from "@/components/ui/link";
import { roleCan } from "@/lib/core/permissions";
import { viewerProjects } from "@/lib/http/session";
import { createProjectAction } from "./actions";

export const metadata: Metadata = { title: "New project" };

export default async function NewProjectPage() {
  const memberships = await viewerProjects();
  const mayCreate = memberships.some(({ role }) => roleCan(role, "projects:create"));
  return (
    <Folder
      title="New project"
      lead={
        mayCreate
          ? "Its customers, keys and members are its own. You will be its owner."
          : "Only owners of a project can create another one. Ask one of them."
      }
      foot={
        <Link href="/projects" className="link">
          All projects
        </Link>
      }
    >
      {mayCreate && <CreateProjectForm create={createProjectAction} />}
    </Folder>
  );
}
