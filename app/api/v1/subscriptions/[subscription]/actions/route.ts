import { apiRoute } from "@/lib/http/api-route";
import { getAvailableActionsOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getAvailableActionsOperation);
