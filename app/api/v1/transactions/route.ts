import { apiRoute } from "@/lib/http/api-route";
import { listTransactionsOperation, recordTransactionOperation } from "@/lib/transactions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(
  listTransactionsOperation,
  recordTransactionOperation,
);
