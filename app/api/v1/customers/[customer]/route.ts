import { getCustomerOperation } from "@/lib/customers/operations";
import { apiRoute } from "@/lib/http/api-route";
import { updateCustomerOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getCustomerOperation, updateCustomerOperation);
