import { apiRoute } from "@/lib/http/api-route";
import { mergeCustomersOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(mergeCustomersOperation);
