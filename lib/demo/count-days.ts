import { systemClock } from "../core/clock";
import { authorizedProject } from "../core/ctx";
import { addDays, dayOf } from "../funnels/days";
import { recountFunnelDays } from "../funnels/recount";

/** Counts the funnels of a project that was just filled; otherwise the worker does it when it comes by. */
export async function countSeededDays(projectId: string, days: number): Promise<void> {
  const today = dayOf(systemClock.now());
  await recountFunnelDays(
    authorizedProject(projectId),
    { from: addDays(today, -days), to: addDays(today, 1) },
    systemClock,
  );
}
