import { apiRoute } from "@/lib/http/api-route";
import { cancelOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(cancelOperation);
