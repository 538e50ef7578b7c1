import { apiRoute } from "@/lib/http/api-route";
import { getExportOperation } from "@/lib/privacy/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(getExportOperation);
