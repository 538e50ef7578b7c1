import { apiRoute } from "@/lib/http/api-route";
import { decideAgainOperation, keepApartOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(decideAgainOperation, keepApartOperation);
