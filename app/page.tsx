import { redirect } from "next/navigation";
import { isSetUp, lastProject, viewerProjects } from "@/lib/http/session";

/** Leads to where this person works: the project they had open last, or their only one. */
export default async function HomePage() {
  const memberships = await viewerProjects();
  if (memberships.length === 0 && !(await isSetUp())) redirect("/setup");
  const last = await lastProject();
  const slugs = memberships.map(({ project }) => project.slug);
  const slug = slugs.find((known) => known === last) ?? (slugs.length === 1 ? slugs[0] : undefined);
  redirect(slug ? `/${slug}` : "/projects");
}
