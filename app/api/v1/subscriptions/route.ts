import { apiRoute } from "@/lib/http/api-route";
import { listSubscriptionsOperation } from "@/lib/subscription-list/operations";
import { startSubscriptionOperation } from "@/lib/subscriptions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(
  listSubscriptionsOperation,
  startSubscriptionOperation,
);
