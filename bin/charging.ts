import { systemClock } from "@/lib/core/clock";
import { closeDatabase } from "@/lib/core/database";
import { parseEnv } from "@/lib/core/env";
import { findServingDatabase } from "@/lib/processes/database";
import { StartFailure } from "@/lib/processes/failure";
import { runOnce } from "@/lib/processes/program";
import { withLocalSecrets } from "@/lib/processes/secrets";
import { findChargingOff, switchCharging } from "@/lib/projects/switches";

// npm run charging -- off "the gateway has an incident" | on | status
await runOnce("charging", async () => {
  const [wanted = "status", ...words] = process.argv.slice(2);
  const reason = words.join(" ").trim();
  if (!["on", "off", "status"].includes(wanted) || (wanted === "off" && !reason))
    throw new StartFailure('Say npm run charging -- status, on, or off "why".');
  const environment = await withLocalSecrets(process.env);
  const databaseUrl = await findServingDatabase(parseEnv(environment));
  if (!databaseUrl) throw new StartFailure("No database runs: start Dossier first, or set DATABASE_URL.");
  Object.assign(process.env, environment, { DATABASE_URL: databaseUrl });
  try {
    if (wanted === "on") await switchCharging("on", systemClock);
    if (wanted === "off") await switchCharging({ off: reason.slice(0, 500) }, systemClock);
    const off = await findChargingOff();
    process.stdout.write(
      off ? `charging is off since ${off.offSince.toISOString()}: ${off.reason}\n` : "charging is on\n",
    );
  } finally {
    await closeDatabase();
  }
});
