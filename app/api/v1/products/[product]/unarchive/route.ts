import { apiRoute } from "@/lib/http/api-route";
import { unarchiveProductOperation } from "@/lib/products/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(unarchiveProductOperation);
