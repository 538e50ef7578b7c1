import type { Job } from "./loop";

/** Every job of Dossier, each from the folder of its noun. */
export const jobs: readonly Job[] = [];
