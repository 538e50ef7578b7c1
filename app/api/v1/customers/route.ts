import { listCustomersOperation } from "@/lib/customers/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listCustomersOperation);
