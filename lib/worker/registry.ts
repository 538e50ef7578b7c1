import { countPastDays, countPresentDay } from "./count-funnels";
import type { Job } from "./loop";

/** Every job of Dossier. */
export const jobs: readonly Job[] = [countPresentDay(), countPastDays()];
