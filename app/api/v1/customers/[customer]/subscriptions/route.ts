import { apiRoute } from "@/lib/http/api-route";
import { listCustomerSubscriptionsOperation } from "@/lib/subscription-list/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listCustomerSubscriptionsOperation);
