import { apiRoute } from "@/lib/http/api-route";
import { identifyCustomerOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(identifyCustomerOperation);
