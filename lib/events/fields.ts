import { z } from "zod";
import { type IdKind, idPrefixes } from "../core/ids";

/** A shown id. */
export const idField = (kind: IdKind) =>
  z.string().regex(new RegExp(`^${idPrefixes[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`));

/** Where a visit led to it. */
export const visitFields = {
  session_id: idField("session").describe("The visit."),
  funnel_id: idField("funnel").describe("Its funnel."),
};

/** There where the customer's own browser said it. */
export const browserFields = {
  session_id: visitFields.session_id
    .optional()
    .describe("The visit; absent where it was not a page that said it."),
  funnel_id: visitFields.funnel_id.optional().describe("Its funnel; absent with the visit."),
};

/** Of what was bought in a visit. */
export const purchaseFields = {
  session_id: visitFields.session_id
    .nullable()
    .describe("The visit that it was bought in; null where none is known."),
  funnel_id: visitFields.funnel_id.nullable().describe("Its funnel."),
};
