import { apiRoute } from "@/lib/http/api-route";
import { getOrderOperation } from "@/lib/transactions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getOrderOperation);
