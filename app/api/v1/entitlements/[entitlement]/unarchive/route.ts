import { unarchiveEntitlementOperation } from "@/lib/entitlements/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(unarchiveEntitlementOperation);
