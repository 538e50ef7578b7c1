import { getEventOperation } from "@/lib/customers/event-operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getEventOperation);
