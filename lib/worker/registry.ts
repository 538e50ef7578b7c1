import { countPastDays, countPresentDay } from "./count-funnels";
import { erasePeople } from "./erase-people";
import { expireOldExports, exportPeople } from "./export-people";
import { findDuplicatePairs } from "./find-duplicates";
import { forgetOldAnswers } from "./forget-answers";
import { forgetInboundBodies } from "./forget-bodies";
import type { Job } from "./loop";
import { moveClocks } from "./move-clocks";
import { processInbound } from "./process-inbound";
import { refreshExchangeRates } from "./refresh-rates";
import { lookUpUnknown, renewSubscriptions } from "./renew-subscriptions";
import { reprocessInbound } from "./reprocess-inbound";
import { sealAuditLogs } from "./seal-audit";
import {
  fanOutFacts,
  forgetDeliveries,
  replayDeliveries,
  sendDeliveries,
  skipUnwantedDeliveries,
} from "./send-webhooks";

/** Every job of Dossier. */
export const jobs: readonly Job[] = [
  countPresentDay(),
  countPastDays(),
  findDuplicatePairs(),
  sealAuditLogs(),
  erasePeople(),
  forgetOldAnswers(),
  forgetInboundBodies(),
  exportPeople(),
  expireOldExports(),
  processInbound(),
  reprocessInbound(),
  renewSubscriptions(),
  lookUpUnknown(),
  moveClocks(),
  refreshExchangeRates(),
  fanOutFacts(),
  sendDeliveries(),
  replayDeliveries(),
  skipUnwantedDeliveries(),
  forgetDeliveries(),
];
