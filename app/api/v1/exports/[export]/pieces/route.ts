import { apiRoute } from "@/lib/http/api-route";
import { downloadExportOperation } from "@/lib/privacy/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(downloadExportOperation);
