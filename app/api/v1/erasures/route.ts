import { apiRoute } from "@/lib/http/api-route";
import { listErasuresOperation, requestErasuresOperation } from "@/lib/privacy/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listErasuresOperation, requestErasuresOperation);
