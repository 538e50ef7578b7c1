import { countPastDays, countPresentDay } from "./count-funnels";
import type { Job } from "./loop";
import { sealAuditLogs } from "./seal-audit";

/** Every job of Dossier. */
export const jobs: readonly Job[] = [countPresentDay(), countPastDays(), sealAuditLogs()];
