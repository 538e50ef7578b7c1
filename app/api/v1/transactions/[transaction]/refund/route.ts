import { apiRoute } from "@/lib/http/api-route";
import { refundTransactionOperation } from "@/lib/support/refund-operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(refundTransactionOperation);
