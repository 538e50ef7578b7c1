import { eq } from "drizzle-orm";
import type { Database, Transaction } from "../../db/client";
import { instanceSwitches } from "../../db/schema/gateways";
import type { Clock } from "../core/clock";
import { database } from "../core/database";
import { recordInstance } from "../core/instance-log";

const charging = eq(instanceSwitches.name, "charging");

/** Whether charging is off for the whole instance, since when and why. */
export async function findChargingOff(
  from: Transaction | Database = database(),
): Promise<{ offSince: Date; reason: string } | null> {
  const [row] = await from
    .select({ offSince: instanceSwitches.offSince, reason: instanceSwitches.reason })
    .from(instanceSwitches)
    .where(charging);
  return row ?? null;
}

/** For whoever runs the machine: stops the claims of every project, or lets them go on. On record in the instance's log. */
export async function switchCharging(to: "on" | { off: string }, clock: Clock): Promise<void> {
  const now = clock.now();
  await database().transaction(async (tx) => {
    if (to === "on") await tx.delete(instanceSwitches).where(charging);
    else
      await tx
        .insert(instanceSwitches)
        .values({ name: "charging", offSince: now, reason: to.off })
        .onConflictDoNothing();
    const details = to === "on" ? {} : { reason: to.off };
    const action = to === "on" ? "charging.switch_on" : "charging.switch_off";
    await recordInstance(tx, { now, requestId: "npm run charging" }, { action, userId: null, details });
  });
}
