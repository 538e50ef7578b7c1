"use server";

import { action } from "@/lib/http/action";
import {
  moveClock,
  pauseCharging,
  renameProject,
  resumeCharging,
  setBillingRules,
  setNoteLimits,
} from "@/lib/projects/commands";

const refresh = "/(console)/[project]/settings/project";

export const renameProjectAction = action(renameProject, { refresh });
export const setNoteLimitsAction = action(setNoteLimits, { refresh });
export const setBillingRulesAction = action(setBillingRules, { refresh });
export const pauseChargingAction = action(pauseCharging, { refresh });
export const resumeChargingAction = action(resumeCharging, { refresh });
export const moveClockAction = action(moveClock, { refresh });
