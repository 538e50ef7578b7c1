import { apiRoute } from "@/lib/http/api-route";
import { refundTransactionOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(refundTransactionOperation);
