import { apiRoute } from "@/lib/http/api-route";
import { resendDeliveryOperation } from "@/lib/webhooks/delivery-operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(resendDeliveryOperation);
