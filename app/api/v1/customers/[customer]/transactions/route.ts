import { apiRoute } from "@/lib/http/api-route";
import { listCustomerTransactionsOperation } from "@/lib/transactions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listCustomerTransactionsOperation);
