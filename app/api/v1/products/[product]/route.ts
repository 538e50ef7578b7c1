import { apiRoute } from "@/lib/http/api-route";
import { getProductOperation, updateProductOperation } from "@/lib/products/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getProductOperation, updateProductOperation);
