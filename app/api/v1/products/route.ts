import { apiRoute } from "@/lib/http/api-route";
import { createProductOperation, listProductsOperation } from "@/lib/products/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(createProductOperation, listProductsOperation);
