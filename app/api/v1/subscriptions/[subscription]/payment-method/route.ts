import { apiRoute } from "@/lib/http/api-route";
import { replacePaymentMethodOperation } from "@/lib/subscriptions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(replacePaymentMethodOperation);
