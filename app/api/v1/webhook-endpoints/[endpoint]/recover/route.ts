import { apiRoute } from "@/lib/http/api-route";
import { recoverOperation } from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(recoverOperation);
