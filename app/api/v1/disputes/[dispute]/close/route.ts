import { apiRoute } from "@/lib/http/api-route";
import { closeDisputeOperation } from "@/lib/transactions/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(closeDisputeOperation);
