import { apiRoute } from "@/lib/http/api-route";
import { listMergesOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listMergesOperation);
