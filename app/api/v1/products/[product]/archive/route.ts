import { apiRoute } from "@/lib/http/api-route";
import { archiveProductOperation } from "@/lib/products/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(archiveProductOperation);
