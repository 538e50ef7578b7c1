import { apiRoute } from "@/lib/http/api-route";
import { listCustomerSessionsOperation } from "@/lib/sessions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listCustomerSessionsOperation);
