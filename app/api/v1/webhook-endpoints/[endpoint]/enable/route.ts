import { apiRoute } from "@/lib/http/api-route";
import { enableEndpointOperation } from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(enableEndpointOperation);
