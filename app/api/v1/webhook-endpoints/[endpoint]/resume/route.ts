import { apiRoute } from "@/lib/http/api-route";
import { resumeEndpointOperation } from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(resumeEndpointOperation);
