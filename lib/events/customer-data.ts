import { z } from "zod";
import { instant } from "../core/resource";
import { browserFields, idField, visitFields } from "./fields";

const text = z.string();
const reason = text.optional().describe("Why, where a person gave a reason.");

export const profileCreated = z.strictObject({
  ...browserFields,
  user_id: text.nullable().describe("Your id of the person, where it is known from the start."),
});

export const profileUpdated = z.strictObject({
  ...browserFields,
  email: text.nullable().describe("As it is now."),
  user_id: text.nullable().describe("As it is now."),
  alias: text.optional().describe("An app user id that was added."),
  tags: z.array(text).optional().describe("All tags as they are now, where they changed."),
  previous: z
    .strictObject({
      email: text.nullable().optional(),
      user_id: text.nullable().optional(),
      tags: z.array(text).optional(),
    })
    .describe("What was there before, of that which changed."),
});

const joined = {
  merge_id: idField("merge"),
  customer_id: idField("profile").describe("The customer who stays."),
  profile_ids: z.array(idField("profile")).describe("The profiles that moved."),
};

export const profileMerged = z.strictObject({
  ...joined,
  merged_id: idField("profile").describe("The customer who was joined to the other."),
  rule: text.describe("How it came to it: picked by a person, or the rule of the API."),
  reason,
});

export const profileUnmerged = z.strictObject({
  ...joined,
  restored_id: idField("profile").describe("The customer who is one again."),
  reason,
});

export const profileErased = z.strictObject({
  erasure_id: idField("erasure"),
  profile_ids: z
    .array(idField("profile"))
    .describe("Every profile of the person. Delete what you keep of them."),
});

export const onboardingStarted = z.strictObject({
  ...visitFields,
  url: text.describe("The address that was opened."),
});

export const onboardingCompleted = z.strictObject(visitFields);

export const consentUpdated = z.strictObject({
  ...browserFields,
  purpose: text,
  state: z.enum(["granted", "denied"]),
  policy_version: text.nullable(),
});

const values = z.record(text, text.nullable());

export const attributesUpdated = z.strictObject({
  attributes: values.describe("Those that changed, as they are now. Null: deleted."),
  previous: values.describe("The same as they were before. Null: not there."),
});

export const noteCreated = z.strictObject({
  note_id: idField("note"),
  body: text.describe("Markdown, as it was written."),
});

const granted = {
  grant_id: idField("grant"),
  entitlement: z.strictObject({ id: idField("entitlement"), key: text, name: text }),
  expires_at: instant.nullable().describe("Null: for life."),
};

export const entitlementGranted = z.strictObject({
  ...granted,
  previous_expires_at: instant.optional().describe("The end before, where the grant was extended."),
  transferred_from: idField("grant")
    .optional()
    .describe("The grant of another customer that this one goes on from."),
});

export const entitlementRevoked = z.strictObject({
  ...granted,
  transferred_to: idField("grant")
    .optional()
    .describe("The grant of another customer that goes on from this one."),
});

export const offeringOverridden = z.strictObject({
  offering: z
    .strictObject({ id: idField("offering"), key: text, name: text })
    .nullable()
    .describe("What the customer sees in place of the current offering. Null: the current one again."),
});
