import { apiRoute } from "@/lib/http/api-route";
import { requestExportOperation } from "@/lib/privacy/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(requestExportOperation);
