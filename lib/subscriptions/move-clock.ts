import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { chargeAttempts } from "../../db/schema/orders";
import { projects } from "../../db/schema/projects";
import { subscriptions } from "../../db/schema/subscriptions";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { inSystem, write } from "../core/database";
import { renewDue } from "./renew";

/** Sandbox projects whose clock is on its way. */
export async function listMovingClocks(): Promise<string[]> {
  const rows = await inSystem((tx) =>
    tx.select({ id: projects.id }).from(projects).where(isNotNull(projects.clockTargetAt)),
  );
  return rows.map(({ id }) => id);
}

/**
 * Walks a sandbox's clock towards its target, from one due date to the next, so that each renewal happens at its own
 * time. It waits for what a gateway has not answered, and stands while charging is paused. True once it has arrived.
 */
export async function walkClock(
  projectId: ProjectId,
  clock: Clock,
  goOn: () => boolean = () => true,
): Promise<boolean> {
  while (goOn()) {
    while ((await renewDue(projectId, clock)) > 0) if (!goOn()) return false;
    const step = await nextStep(projectId, clock);
    if (step !== "stepped") return step === "arrived";
  }
  return false;
}

async function nextStep(projectId: ProjectId, clock: Clock): Promise<"stepped" | "arrived" | "waits"> {
  return write(projectId, async (tx) => {
    const [project] = await tx.select().from(projects).where(eq(projects.id, projectId)).for("no key update");
    const target = project?.clockTargetAt;
    if (!project || !target) return "arrived";
    if (project.chargingPausedAt) return "waits";
    const wall = clock.now().getTime();
    const now = new Date(wall + (project.clockAheadMs ?? 0));
    const [unsettled] = await tx
      .select({ id: chargeAttempts.id })
      .from(chargeAttempts)
      .where(
        and(
          eq(chargeAttempts.projectId, projectId),
          isNotNull(chargeAttempts.nextLookupAt),
          inArray(chargeAttempts.state, ["created", "sent", "unknown"]),
        ),
      )
      .limit(1);
    if (unsettled) return "waits";
    const [next] = await tx
      .select({ at: subscriptions.nextCheckAt })
      .from(subscriptions)
      .where(
        and(
          eq(subscriptions.projectId, projectId),
          sql`next_check_at is not null and not is_mirror and parked_at is null`,
          // One whose charge a person must decide about does not hold up the others.
          or(isNull(subscriptions.leasedUntil), lte(subscriptions.leasedUntil, clock.now())),
        ),
      )
      .orderBy(asc(subscriptions.nextCheckAt))
      .limit(1);
    // Another worker may hold what is due now.
    if (next?.at && next.at <= now) return "waits";
    const isLast = !next?.at || next.at > target;
    const stop = isLast || !next?.at ? target : next.at;
    await tx
      .update(projects)
      .set({
        clockAheadMs: Math.max(project.clockAheadMs ?? 0, stop.getTime() - wall),
        clockTargetAt: isLast ? null : target,
      })
      .where(eq(projects.id, projectId));
    return isLast ? "arrived" : "stepped";
  });
}
