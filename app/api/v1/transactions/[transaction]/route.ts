import { apiRoute } from "@/lib/http/api-route";
import { getTransactionOperation } from "@/lib/transactions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getTransactionOperation);
