import { apiRoute } from "@/lib/http/api-route";
import { refundOrderOperation } from "@/lib/support/refund-operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(refundOrderOperation);
