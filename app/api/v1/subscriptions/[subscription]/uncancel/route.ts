import { apiRoute } from "@/lib/http/api-route";
import { uncancelOperation } from "@/lib/support/operations";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute(uncancelOperation);
