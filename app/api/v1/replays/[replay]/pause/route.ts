import { apiRoute } from "@/lib/http/api-route";
import { pauseReplayOperation } from "@/lib/webhooks/delivery-operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(pauseReplayOperation);
