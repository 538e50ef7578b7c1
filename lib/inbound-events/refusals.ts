import { sql } from "drizzle-orm";
import { inboundRefusals } from "../../db/schema/inbound-events";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { log } from "../core/log";

type Refused = {
  projectId: ProjectId;
  integrationId: string;
  day: string;
  reason: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
};

const restMs = 1_000;
const mostWaiting = 1_000;

/** Counts refused requests by day and reason, and writes the counts once a second: a flood of them writes a row at a time. */
export function createRefusals() {
  let waiting = new Map<string, Refused>();
  let timer: NodeJS.Timeout | null = null;

  const flush = async () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const counted = waiting;
    waiting = new Map();
    for (const refused of counted.values())
      await keep(refused).catch((error) => log.error("refused events were not counted", { error }));
  };

  return {
    count(place: Pick<Refused, "projectId" | "integrationId">, reason: string, now: Date): void {
      const day = now.toISOString().slice(0, 10);
      const key = `${place.integrationId} ${day} ${reason}`;
      const known = waiting.get(key);
      if (known) Object.assign(known, { count: known.count + 1, lastAt: now });
      else if (waiting.size < mostWaiting)
        waiting.set(key, { ...place, day, reason, count: 1, firstAt: now, lastAt: now });
      timer ??= setTimeout(() => void flush(), restMs).unref();
    },
    flush,
  };
}

async function keep({ projectId, ...refused }: Refused): Promise<void> {
  const { count, lastAt } = refused;
  await write(projectId, (tx) =>
    tx
      .insert(inboundRefusals)
      .values({ projectId, ...refused })
      .onConflictDoUpdate({
        target: [
          inboundRefusals.projectId,
          inboundRefusals.integrationId,
          inboundRefusals.day,
          inboundRefusals.reason,
        ],
        set: { count: sql`${inboundRefusals.count} + ${count}`, lastAt },
      }),
  );
}
