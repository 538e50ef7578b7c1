import { showId } from "../core/ids";
import { listOperation, operation } from "../core/operation";
import { getCustomerByAnyId } from "../customers/any-id";
import { customerParams } from "../customers/params";
import { recordConsent } from "./commands";
import { listConsentLog } from "./queries";
import { consentResource, showConsent } from "./resource";
import { recordConsentInput } from "./schema";

const group = "Consents";

export const listConsentsOperation = listOperation({
  id: "listConsents",
  path: "/customers/{customer}/consents",
  group,
  scope: "customers:read",
  summary: "List what a customer allowed and refused",
  description: "Every answer, the newest first. The newest on each purpose holds.",
  params: customerParams,
  item: consentResource,
  examples: { params: { customer: "usr_48213" } },
  run: async ({ ctx, params, page }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { rows, nextCursor } = await listConsentLog(ctx, customer, page);
    return { data: rows.map(showConsent), nextCursor };
  },
});

export const recordConsentOperation = operation({
  id: "recordConsent",
  method: "POST",
  path: "/customers/{customer}/consents",
  group,
  scope: "customers:write",
  summary: "Record an answer",
  description:
    "What a person allowed or refused outside of a funnel. It holds from now on; the same answer again changes nothing.",
  params: customerParams,
  body: recordConsentInput.omit({ customer: true }),
  status: 201,
  answer: consentResource,
  examples: {
    params: { customer: "usr_48213" },
    body: { purpose: "marketing", state: "denied", policyVersion: "2026-03" },
  },
  run: async ({ ctx, params, body }) => {
    const customer = await getCustomerByAnyId(ctx, params.customer);
    const { purpose } = await recordConsent(ctx, { ...body, customer: showId("profile", customer.id) });
    const { rows } = await listConsentLog(ctx, customer, { purpose, limit: 1 });
    const [latest] = rows;
    if (!latest) throw new Error("an answer was recorded a moment ago");
    return showConsent(latest);
  },
});

export const consentOperations = [listConsentsOperation, recordConsentOperation];
