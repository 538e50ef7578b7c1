import { apiRoute } from "@/lib/http/api-route";
import { discountOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(discountOperation);
