import { apiRoute } from "@/lib/http/api-route";
import { pauseOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(pauseOperation);
