import { apiRoute } from "@/lib/http/api-route";
import { listSupportActionsOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listSupportActionsOperation);
