import { listAuditLogOperation } from "@/lib/audit/operations";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(listAuditLogOperation);
