import { apiRoute } from "@/lib/http/api-route";
import { getErasureOperation } from "@/lib/privacy/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getErasureOperation);
