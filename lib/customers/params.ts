import { z } from "zod";

/** The `{customer}` of an address: whatever `getCustomerByAnyId` takes. */
export const customerParams = z.strictObject({
  customer: z.string().min(1).max(1_500).describe("Profile id (pro_…), user id or alias."),
});
