import { apiRoute } from "@/lib/http/api-route";
import { unblockIdOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(unblockIdOperation);
