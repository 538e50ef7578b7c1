import { apiRoute } from "@/lib/http/api-route";
import { startReplayOperation } from "@/lib/webhooks/delivery-operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(startReplayOperation);
