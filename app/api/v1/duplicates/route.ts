import { apiRoute } from "@/lib/http/api-route";
import { listDuplicatesOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listDuplicatesOperation);
