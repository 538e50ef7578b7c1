import { apiRoute } from "@/lib/http/api-route";
import { getSubscriptionOperation } from "@/lib/subscription-list/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getSubscriptionOperation);
