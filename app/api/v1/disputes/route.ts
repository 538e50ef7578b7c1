import { apiRoute } from "@/lib/http/api-route";
import { openDisputeOperation } from "@/lib/transactions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(openDisputeOperation);
