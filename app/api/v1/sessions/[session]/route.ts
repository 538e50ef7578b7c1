import { apiRoute } from "@/lib/http/api-route";
import { getSessionOperation } from "@/lib/sessions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getSessionOperation);
