import { notFound } from "next/navigation";
import { authorizedProject, type ProjectId } from "../core/ctx";
import { findId } from "../core/ids";

/**
 * The gate of the sandbox's confirmation page. A buyer has no account: who has the address of an attempt, which nobody
 * can guess, may confirm it and do nothing else.
 */
export function buyersAttempt(params: { project: string; attempt: string }): {
  projectId: ProjectId;
  attemptId: string;
} {
  const projectId = findId("project", params.project);
  const attemptId = findId("attempt", params.attempt);
  if (!projectId || !attemptId) notFound();
  return { projectId: authorizedProject(projectId), attemptId };
}
