import { apiRoute } from "@/lib/http/api-route";
import { testEndpointOperation } from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(testEndpointOperation);
