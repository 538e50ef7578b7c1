"use server";

import { action } from "@/lib/http/action";
import {
  addEndpoint,
  changeEndpoint,
  deleteEndpoint,
  enableEndpoint,
  pauseEndpoint,
  pauseReplay,
  recoverSince,
  resendDelivery,
  resumeEndpoint,
  resumeReplay,
  rotateSecret,
  sendTest,
  startReplay,
  stopReplay,
} from "@/lib/webhooks/commands";

const refresh = "/(console)/[project]/developers/webhooks/[endpoint]";

export const addEndpointAction = action(addEndpoint, {
  refresh: "/(console)/[project]/developers/webhooks",
  answers: true,
});
export const changeEndpointAction = action(changeEndpoint, { refresh });
export const rotateSecretAction = action(rotateSecret, { refresh, answers: true });
export const pauseEndpointAction = action(pauseEndpoint, { refresh });
export const resumeEndpointAction = action(resumeEndpoint, { refresh });
export const enableEndpointAction = action(enableEndpoint, { refresh });
export const deleteEndpointAction = action(deleteEndpoint, { refresh });
export const startReplayAction = action(startReplay, { refresh, answers: true });
export const recoverAction = action(recoverSince, { refresh, answers: true });
export const pauseReplayAction = action(pauseReplay, { refresh });
export const resumeReplayAction = action(resumeReplay, { refresh });
export const stopReplayAction = action(stopReplay, { refresh });
export const resendAction = action(resendDelivery, {
  refresh: "/(console)/[project]/developers/webhooks/deliveries/[delivery]",
});
export const sendTestAction = action(sendTest, { refresh, answers: true });
