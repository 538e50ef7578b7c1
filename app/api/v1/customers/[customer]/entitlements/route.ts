import { grantEntitlementOperation, listAccessOperation } from "@/lib/access/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(grantEntitlementOperation, listAccessOperation);
