import { apiRoute } from "@/lib/http/api-route";
import { rotateSecretOperation } from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(rotateSecretOperation);
