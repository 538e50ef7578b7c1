import { cookies } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { systemClock } from "../core/clock";
import { authorizedProject, type Ctx } from "../core/ctx";
import { markingAway } from "../core/database-away";
import type { Person } from "../core/directory/people";
import {
  findMembership,
  hasProjects,
  listMemberships,
  type Membership,
  type Project,
} from "../core/directory/projects";
import { type Permission, type Role, roleCan } from "../core/permissions";
import type { PersonCtx } from "../core/person-command";
import { findPerson } from "../sign-in/sessions";
import { sessionCookie } from "./cookies";
import { askedPath, requestId } from "./request";
import { signInPath } from "./return-path";

/** Who is signed in, or null. Whatever is wrong with a cookie means null; a database that is away means `unavailable`. */
export const getViewer = cache(async (): Promise<Person | null> => {
  const token = (await cookies()).get(sessionCookie())?.value;
  if (!token || token.length > 200) return null;
  return markingAway(() => findPerson(token, systemClock.now()));
});

/** The person who is signed in; anyone else goes to the sign-in page, which leads back here. */
export async function requireViewer(): Promise<Person> {
  const viewer = await getViewer();
  if (!viewer) redirect(signInPath(await askedPath()));
  return viewer;
}

const lastProjectCookie = "dossier_project";

export type ProjectGate = { ctx: Ctx; project: Project; role: Role; viewer: Person };

/**
 * The gate of every page in a project. Signed out: the sign-in page. No member, or no such project: the not-found page.
 * A member without the permission: `forbidden.tsx`, which says who could give it.
 */
export async function projectCtx(slug: string, permission: Permission): Promise<ProjectGate> {
  const viewer = await requireViewer();
  const membership = await membershipOf(slug, viewer.userId);
  if (!membership) notFound();
  if (!roleCan(membership.role, permission)) forbidden();
  return gate(viewer, membership);
}

/** The frame around a project's pages, for any member. It decides nothing for them: each page has its own gate. */
export async function projectFrame(slug: string): Promise<{ project: Project; role: Role; viewer: Person }> {
  const viewer = await requireViewer();
  const membership = await membershipOf(slug, viewer.userId);
  if (!membership) notFound();
  return { ...membership, viewer };
}

/** The same gate for actions and routes: null instead of a page, and the permission is left to the command. */
export async function findProjectCtx(slug: string): Promise<ProjectGate | null> {
  const viewer = await getViewer();
  const membership = viewer && (await membershipOf(slug, viewer.userId));
  return viewer && membership ? gate(viewer, membership) : null;
}

export async function findPersonCtx(): Promise<PersonCtx | null> {
  const person = await getViewer();
  return person && { person, requestId: await requestId(), clock: systemClock };
}

/** The projects of whoever is signed in; anyone else goes to the sign-in page. */
export async function viewerProjects(): Promise<Membership[]> {
  const { userId } = await requireViewer();
  return markingAway(() => listMemberships(userId));
}

/** False until the first owner has made the first project. */
export async function isSetUp(): Promise<boolean> {
  return markingAway(hasProjects);
}

/** The slug of the project that this browser had open last. A wish, not a right: compare it with `viewerProjects`. */
export async function lastProject(): Promise<string | null> {
  return (await cookies()).get(lastProjectCookie)?.value ?? null;
}

/** The frame of the page that was refused, for `forbidden.tsx` and `not-found.tsx`, which get no props; null for strangers. */
export async function askedFrame(): Promise<{ project: Project; role: Role } | null> {
  const slug = (await askedPath()).split(/[/?]/)[1] ?? "";
  const viewer = await getViewer();
  return viewer && membershipOf(slug, viewer.userId);
}

const membershipOf = cache((slug: string, userId: string) =>
  isSlug(slug) ? markingAway(() => findMembership(slug, userId)) : null,
);

async function gate(viewer: Person, { project, role }: Membership): Promise<ProjectGate> {
  const ctx: Ctx = {
    projectId: authorizedProject(project.id),
    actor: { kind: "user", userId: viewer.userId, role },
    requestId: await requestId(),
    clock: systemClock,
  };
  return { ctx, project, role, viewer };
}

function isSlug(text: string): boolean {
  return text.length <= 48 && /^[a-z0-9](-?[a-z0-9])*$/.test(text);
}
