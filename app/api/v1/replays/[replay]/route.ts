import { apiRoute } from "@/lib/http/api-route";
import { getReplayOperation } from "@/lib/webhooks/delivery-operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getReplayOperation);
