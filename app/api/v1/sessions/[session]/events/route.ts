import { apiRoute } from "@/lib/http/api-route";
import { listSessionEventsOperation } from "@/lib/sessions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listSessionEventsOperation);
