import { apiRoute } from "@/lib/http/api-route";
import { resumeReplayOperation } from "@/lib/webhooks/delivery-operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(resumeReplayOperation);
