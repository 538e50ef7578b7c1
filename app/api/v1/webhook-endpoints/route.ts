import { apiRoute } from "@/lib/http/api-route";
import { createEndpointOperation, listEndpointsOperation } from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(createEndpointOperation, listEndpointsOperation);
