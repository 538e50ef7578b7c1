import { apiRoute } from "@/lib/http/api-route";
import { pauseEndpointOperation } from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(pauseEndpointOperation);
