import { revokeGrantOperation } from "@/lib/access/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(revokeGrantOperation);
