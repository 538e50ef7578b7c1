import { apiRoute } from "@/lib/http/api-route";
import { cancelErasureOperation } from "@/lib/privacy/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(cancelErasureOperation);
