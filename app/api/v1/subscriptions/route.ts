import { apiRoute } from "@/lib/http/api-route";
import { startSubscriptionOperation } from "@/lib/subscriptions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(startSubscriptionOperation);
