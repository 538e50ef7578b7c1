import { readCustomersOperation } from "@/lib/bulk/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(readCustomersOperation);
