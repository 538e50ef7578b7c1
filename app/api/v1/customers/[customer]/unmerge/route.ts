import { apiRoute } from "@/lib/http/api-route";
import { unmergeCustomersOperation } from "@/lib/identity/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(unmergeCustomersOperation);
