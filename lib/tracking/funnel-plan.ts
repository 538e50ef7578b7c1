import type { Plan } from "./plan";
import type { Visit } from "./visit";

/** Far above what a project has. Whoever holds the public key could otherwise register funnels without end. */
export const funnelLimit = 1_000;

/** Why nothing of a visit is stored: its person was erased, its funnel would be one too many, or only a bot has named it. */
export type TurnedAway = "erased" | "too_many_funnels" | "unknown_funnel";

/** Of the funnels that a group names, those that exist; and how many the project has, where one may be new. */
export type StoredFunnels = { ids: ReadonlySet<string>; count: number };

export function turnAway(
  visits: readonly Visit[],
  stored: StoredFunnels,
  erased: ReadonlySet<string>,
): Map<Visit, TurnedAway> {
  const admitted = new Set(stored.ids);
  let room = funnelLimit - stored.count;
  for (const { isBot, funnel, profileId } of visits) {
    if (isBot || erased.has(profileId) || admitted.has(funnel.id) || room <= 0) continue;
    admitted.add(funnel.id);
    room -= 1;
  }
  const away = new Map<Visit, TurnedAway>();
  for (const visit of visits) {
    if (erased.has(visit.profileId)) away.set(visit, "erased");
    else if (!admitted.has(visit.funnel.id))
      away.set(visit, visit.isBot ? "unknown_funnel" : "too_many_funnels");
  }
  return away;
}

/** Bots say nothing of a funnel, and previews nothing of one that is live. The first title stands, and the last version. */
export function planFunnel(plan: Plan, visit: Visit): void {
  const { id, alias, title, version } = visit.funnel;
  const earlier = plan.funnels.get(id);
  if (visit.isBot || (earlier?.environment === "production" && visit.environment === "preview")) return;
  const isAlike = earlier?.environment === visit.environment;
  plan.funnels.set(id, {
    id,
    alias,
    title: (isAlike ? (earlier.title ?? title) : (title ?? earlier?.title)) ?? null,
    version: version ?? earlier?.version ?? null,
    environment: visit.environment,
    firstSeenAt: earlier?.firstSeenAt ?? visit.receivedAt,
    lastSeenAt: visit.receivedAt,
  });
}
