import { apiRoute } from "@/lib/http/api-route";
import { blockIdOperation, listBlockedIdsOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(blockIdOperation, listBlockedIdsOperation);
