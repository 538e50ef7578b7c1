import { apiRoute } from "@/lib/http/api-route";
import { previewActionOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(previewActionOperation);
